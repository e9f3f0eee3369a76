// The cursor file of `dvcsctl import`: an SQLite database (native/doc/cursor-file.md). A save is one
// transaction and writes what changed. A file that is not ours or damaged is an Error and stays as it is; one
// of another version begins the import anew.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "base/status.hpp"
#include "cli/import_state.hpp"

namespace dvcs::cli {

class Database;

class StateFile final : public IdRows {
 public:
  // Empty path: nothing is kept beyond this object's life.
  static base::Result<std::unique_ptr<StateFile>> open(std::string path);
  ~StateFile() override;

  // Nothing: the file does not exist yet, or is of another version, which is said on standard error. The
  // state's ids refer to this object.
  base::Result<std::optional<ImportState>> read();
  // All that changed since the last save, or nothing of it.
  base::Status save(ImportState& state);

  void read_all(std::int64_t repository, const std::function<void(const Row&)>& visit) override;
  Row read(std::int64_t repository, std::uint32_t number) override;

 private:
  explicit StateFile(std::string path);
  base::Status create(ImportState& state);
  void write(ImportState& state);
  void write_ids(std::int64_t repository, PrintedIds& ids);
  void compact(std::int64_t repository, const PrintedIds& ids);
  base::Error error(const std::string& what) const;
  base::Error damaged() const;

  struct Statements;
  const std::string path_;
  std::unique_ptr<Database> database_;  // none: the file is made by the first save
  std::unique_ptr<Statements> statements_;
  std::map<std::int64_t, std::uint32_t> compacted_;  // by the last write: repository → ids that remain
};

}  // namespace dvcs::cli
