#include "cli/state_file.hpp"

#include <algorithm>
#include <exception>
#include <map>
#include <new>
#include <utility>

#include "cli/new_state_file.hpp"
#include "cli/output.hpp"
#include "cli/state_database.hpp"
#include "cli/state_file_kind.hpp"
#include "cli/state_json.hpp"

namespace dvcs::cli {
namespace {

constexpr std::int64_t kMostIds = 0xfffffffd;  // of a repository: IdIndex numbers them so

constexpr const char* kSchema =
    "PRAGMA application_id = 0x44564353; PRAGMA user_version = 2;"
    "CREATE TABLE run (state TEXT NOT NULL);"
    "CREATE TABLE repository (id INTEGER PRIMARY KEY, state TEXT NOT NULL);"
    // `first` counts the ids of a repository; a row holds consecutive ones, erased ones as zeros.
    "CREATE TABLE printed (repository INTEGER NOT NULL, first INTEGER NOT NULL, width INTEGER NOT NULL,"
    " ids BLOB NOT NULL, PRIMARY KEY (repository, first));";

// One writer at a time, who holds the file. Without a sync after every save the last ones may be lost with
// the power, never the order or the file: then lines come again.
constexpr const char* kManners =
    "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;";

}  // namespace

struct StateFile::Statements {
  explicit Statements(Database& of)
      : forget_run(of, "DELETE FROM run"),
        run(of, "INSERT INTO run VALUES (?)"),
        repository(of, "INSERT OR REPLACE INTO repository VALUES (?, ?)"),
        remove(of, "DELETE FROM repository WHERE id = ?"),
        clear(of, "DELETE FROM printed WHERE repository = ?"),
        append(of, "INSERT INTO printed VALUES (?, ?, ?, ?)"),
        replace(of, "UPDATE printed SET ids = ? WHERE repository = ? AND first = ?"),
        find(of,
             "SELECT first, ids FROM printed WHERE repository = ? AND first <= ? ORDER BY first DESC LIMIT "
             "1") {}
  Statement forget_run, run, repository, remove, clear, append, replace, find;
};

StateFile::StateFile(std::string path) : path_(std::move(path)) {}
StateFile::~StateFile() = default;

base::Error StateFile::error(const std::string& what) const {
  return {base::Code::kInternal, "The cursor file " + path_ + " " + what + "."};
}

base::Error StateFile::damaged() const {
  return error("is damaged; it was left as it is. Name another file to begin anew");
}

base::Result<std::unique_ptr<StateFile>> StateFile::open(std::string path) {
  std::unique_ptr<StateFile> file(new StateFile(std::move(path)));
  if (file->path_.empty()) {
    file->database_ = std::make_unique<Database>("");
    file->database_->run(kSchema);
  } else {
    auto kind = kind_of_state_file(file->path_);
    if (!kind) return kind.error();
    if (*kind == StateFileKind::kForeign)
      return base::Error{
          base::Code::kBadArgument,
          "The cursor file " + file->path_ +
              " is no cursor of dvcsctl; it was left as it is. Name another file to begin anew."};
    if (*kind == StateFileKind::kOtherVersion)
      complain("The cursor file " + file->path_ +
               " was written by another version of dvcsctl; this run begins anew.");
    if (*kind != StateFileKind::kOurs) return file;
    file->database_ = std::make_unique<Database>(file->path_);
  }
  file->database_->run(kManners);
  file->statements_ = std::make_unique<Statements>(*file->database_);
  if (!file->database_->ok()) return file->error(file->database_->error());
  return file;
}

base::Result<std::optional<ImportState>> StateFile::read() {
  if (!database_) return std::optional<ImportState>();
  std::optional<ImportState> state;
  // Boost.JSON reports a missing or mistyped member by an exception.
  try {
    Statement run(*database_, "SELECT state FROM run");
    if (run.step()) state = run_from_json(run.bytes(0));
    Statement repositories(*database_, "SELECT id, state FROM repository");
    while (state && repositories.step()) {
      auto id = repositories.number(0);
      state->repositories.emplace(id, repository_from_json(id, repositories.bytes(1)));
    }
    // Rows follow each other without a gap: the last one's end is the number of all.
    Statement ids(*database_,
                  "SELECT repository, max(first), width, sum(length(ids)), max(first + length(ids) / "
                  "max(width, 1)), count(DISTINCT width) FROM printed GROUP BY repository");
    while (state && ids.step()) {
      auto of = state->repositories.find(ids.number(0));
      if (of == state->repositories.end()) continue;
      auto width = ids.number(2);
      auto count = ids.number(4);
      const bool whole = (width == 20 || width == 32) && ids.number(5) == 1 &&
                         count * width == ids.number(3) && count <= kMostIds;
      if (!whole) return damaged();
      of->second.commits =
          PrintedIds(*this, of->first, static_cast<std::uint32_t>(count), static_cast<std::uint32_t>(width));
    }
  } catch (const std::bad_alloc&) {
    throw;  // says nothing about the file
  } catch (const std::exception&) {
    return damaged();
  }
  if (!database_->ok())
    return error(database_->error() + "; it was left as it is. Name another file to begin anew");
  return state;
}

// The first save: nothing of this name was there, or nothing of use.
base::Status StateFile::create(ImportState& state) {
  {
    NewStateFile beside(path_);
    if (auto begun = beside.begin(); !begun) return begun;
    database_ = std::make_unique<Database>(beside.name());
    database_->run(kSchema);
    statements_ = std::make_unique<Statements>(*database_);
    write(state);
    statements_.reset();
    auto made = std::move(database_);
    if (!made->ok()) return error(made->error());
    made.reset();  // whole on the disk
    if (auto renamed = beside.rename(); !renamed) return renamed;
  }  // which must be closed before: with a descriptor of a file go all locks that SQLite has on it
  database_ = std::make_unique<Database>(path_);
  database_->run(kManners);
  statements_ = std::make_unique<Statements>(*database_);
  return {};
}

base::Status StateFile::save(ImportState& state) {
  if (!database_) {
    if (auto made = create(state); !made) return made;
  } else {
    write(state);
  }
  if (!database_->ok()) return error(database_->error());
  for (auto id : state.changed) {
    auto& commits = state.repositories[id].commits;
    auto compacted = compacted_.find(id);
    commits.saved(*this, id, compacted == compacted_.end() ? commits.count() : compacted->second);
  }
  state.changed.clear();
  state.removed.clear();
  return {};
}

void StateFile::write(ImportState& state) {
  auto& to = *statements_;
  compacted_.clear();
  database_->run("BEGIN IMMEDIATE");
  to.forget_run.step();
  to.run.bind_text(1, run_to_json(state)).step();
  for (auto id : state.removed) {
    to.remove.bind(1, id).step();
    to.clear.bind(1, id).step();
  }
  for (auto id : state.changed) {
    auto& repository = state.repositories.at(id);
    auto text = repository_to_json(repository);
    to.repository.bind(1, id).bind_text(2, text).step();
    write_ids(id, repository.commits);
  }
  database_->run("COMMIT");
}

void StateFile::write_ids(std::int64_t repository, PrintedIds& ids) {
  auto& to = *statements_;
  auto unsaved = ids.unsaved();
  if (unsaved.cleared) to.clear.bind(1, repository).step();
  auto erased = unsaved.erased;
  std::sort(erased.begin(), erased.end());  // each row is read and written once
  for (auto at = erased.begin(); at != erased.end();) {
    auto row = read(repository, *at);
    const auto end = row.first + row.bytes.size() / ids.width();
    if (*at >= end) {
      ++at;
      continue;
    }
    for (; at != erased.end() && *at < end; ++at)
      row.bytes.replace(std::size_t{*at - row.first} * ids.width(), ids.width(), ids.width(), '\0');
    to.replace.bind_bytes(1, row.bytes).bind(2, repository).bind(3, row.first).step();
  }
  if (!unsaved.bytes.empty())
    to.append.bind(1, repository)
        .bind(2, unsaved.first)
        .bind(3, ids.width())
        .bind_bytes(4, unsaved.bytes)
        .step();
  if (!unsaved.erased.empty() && ids.mostly_erased()) compact(repository, ids);
}

// What has been erased is left out, and the ids get other numbers.
void StateFile::compact(std::int64_t repository, const PrintedIds& ids) {
  constexpr std::size_t kIdsInARow = 1'000;
  const std::size_t width = ids.width();
  std::string live;
  read_all(repository, [&](const Row& row) {
    for (std::size_t at = 0; at + width <= row.bytes.size(); at += width) {
      auto id = std::string_view(row.bytes).substr(at, width);
      if (id.find_first_not_of('\0') != std::string_view::npos) live.append(id);
    }
  });
  const auto count = live.size() / width;
  auto& to = *statements_;
  to.clear.bind(1, repository).step();
  for (std::size_t first = 0; first < count; first += kIdsInARow) {
    to.append.bind(1, repository)
        .bind(2, static_cast<std::int64_t>(first))
        .bind(3, static_cast<std::int64_t>(width))
        .bind_bytes(4, std::string_view(live).substr(first * width, kIdsInARow * width))
        .step();
  }
  compacted_[repository] = static_cast<std::uint32_t>(count);
}

void StateFile::read_all(std::int64_t repository, const std::function<void(const Row&)>& visit) {
  Statement rows(*database_, "SELECT first, ids FROM printed WHERE repository = ? ORDER BY first");
  rows.bind(1, repository);
  while (rows.step()) visit({static_cast<std::uint32_t>(rows.number(0)), std::string(rows.bytes(1))});
}

StateFile::Row StateFile::read(std::int64_t repository, std::uint32_t number) {
  auto& find = statements_->find;
  Row row;
  if (find.bind(1, repository).bind(2, number).step())
    row = {static_cast<std::uint32_t>(find.number(0)), std::string(find.bytes(1))};
  find.reset();
  return row;
}

}  // namespace dvcs::cli
