#include "cli/state_database.hpp"

#include <sqlite3.h>

namespace dvcs::cli {

Database::Database(const std::string& path) {
  auto code = sqlite3_open_v2(path.c_str(), &handle_,
                              SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
  if (code != SQLITE_OK) fail(code);
}

Database::~Database() {
  sqlite3_close(handle_);
}

void Database::fail(int code) {
  if (!ok()) return;
  constexpr int kPrimary = 0xff;
  switch (code & kPrimary) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      error_ = "is in use by another dvcsctl";
      break;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      error_ = "is damaged";
      break;
    default:
      error_ = std::string("cannot be used: ") + sqlite3_errmsg(handle_);
  }
}

void Database::run(const char* statements) {
  if (!ok()) return;
  auto code = sqlite3_exec(handle_, statements, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code);
}

std::int64_t Database::number(const char* query) {
  Statement statement(*this, query);
  return statement.step() ? statement.number(0) : 0;
}

Statement::Statement(Database& database, const char* text) : database_(database) {
  if (!database_.ok()) return;
  auto code = sqlite3_prepare_v3(database_.handle_, text, -1, SQLITE_PREPARE_PERSISTENT, &handle_, nullptr);
  if (code != SQLITE_OK) database_.fail(code);
}

Statement::~Statement() {
  sqlite3_finalize(handle_);
}

Statement& Statement::bind(int at, std::int64_t value) {
  if (database_.ok()) sqlite3_bind_int64(handle_, at, value);
  return *this;
}

Statement& Statement::bind_text(int at, std::string_view value) {
  if (database_.ok())
    sqlite3_bind_text64(handle_, at, value.data(), value.size(), SQLITE_STATIC, SQLITE_UTF8);
  return *this;
}

Statement& Statement::bind_bytes(int at, std::string_view value) {
  if (database_.ok()) sqlite3_bind_blob64(handle_, at, value.data(), value.size(), SQLITE_STATIC);
  return *this;
}

bool Statement::step() {
  if (!database_.ok()) return false;
  auto code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) database_.fail(code);
  reset();
  return false;
}

void Statement::reset() {
  if (handle_ != nullptr) sqlite3_reset(handle_);
}

std::int64_t Statement::number(int column) const {
  return sqlite3_column_int64(handle_, column);
}

std::string_view Statement::bytes(int column) const {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(handle_, column));
  return {data, data == nullptr ? 0 : static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

}  // namespace dvcs::cli
