// As much of SQLite as the cursor file needs. The first failure stays: later calls do nothing, and error()
// tells. One thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/status.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace dvcs::cli {

class Database {
 public:
  explicit Database(const std::string& path);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  bool ok() const { return error_.empty(); }
  // What went wrong, as the end of a sentence: "is in use by another program".
  const std::string& error() const { return error_; }

  void run(const char* statements);
  // The first column of the first row.
  std::int64_t number(const char* query);

 private:
  friend class Statement;
  void fail(int code);

  sqlite3* handle_ = nullptr;
  std::string error_;
};

// Prepared once, used often: bind from 1 on, then step() to rows and at last to false, which also makes it
// ready for the next use.
class Statement {
 public:
  Statement(Database& database, const char* text);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  Statement& bind(int at, std::int64_t value);
  Statement& bind_text(int at, std::string_view value);   // borrowed until step() is false
  Statement& bind_bytes(int at, std::string_view value);  // the same
  bool step();
  void reset();
  std::int64_t number(int column) const;
  std::string_view bytes(int column) const;  // text too; until the next step()

 private:
  Database& database_;
  sqlite3_stmt* handle_ = nullptr;
};

}  // namespace dvcs::cli
