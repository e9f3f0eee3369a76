#include "cli/state_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <exception>
#include <system_error>
#include <utility>

#include "cli/output.hpp"
#include "cli/state_database.hpp"
#include "cli/state_json.hpp"

namespace dvcs::cli {
namespace {

// Of SQLite's file format, section 1.3: where these two stand, big-endian, in the first hundred bytes.
constexpr std::size_t kHeader = 100;
constexpr std::size_t kUserVersionAt = 60;
constexpr std::size_t kApplicationIdAt = 68;
constexpr std::uint32_t kApplicationId = 0x44564353;  // "DVCS"
constexpr std::uint32_t kVersion = 2;

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

enum class Kind { kNone, kOurs, kOtherVersion, kForeign };

std::uint32_t number_at(const std::array<unsigned char, kHeader>& header, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < sizeof value; ++i) value = value << 8 | header[at + i];
  return value;
}

base::Error cannot(const char* what, const std::string& path, int error) {
  return {base::Code::kInternal, std::string("The cursor file ") + path + " cannot be " + what + ": " +
                                     std::generic_category().message(error) + "."};
}

// Without opening it as a database, which would already change a foreign one.
base::Result<Kind> look_at(const std::string& path) {
  struct stat about{};
  if (::stat(path.c_str(), &about) != 0) {
    if (errno == ENOENT) return Kind::kNone;
    return cannot("read", path, errno);
  }
  if (!S_ISREG(about.st_mode)) return base::Error{base::Code::kBadArgument, path + " is not a regular file."};
  int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return cannot("read", path, errno);
  std::array<unsigned char, kHeader> header{};
  auto size = ::read(descriptor, header.data(), header.size());
  ::close(descriptor);
  std::string_view text(reinterpret_cast<const char*>(header.data()),
                        static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
  if (text.empty()) return Kind::kNone;
  if (text.starts_with("{\"dvcsctl_cursor\":")) return Kind::kOtherVersion;
  if (text.size() < kHeader || !text.starts_with("SQLite format 3")) return Kind::kForeign;
  if (number_at(header, kApplicationIdAt) != kApplicationId) return Kind::kForeign;
  return number_at(header, kUserVersionAt) == kVersion ? Kind::kOurs : Kind::kOtherVersion;
}

// The rename itself must reach the disk too.
void sync_folder(const std::string& path) {
  auto slash = path.rfind('/');
  auto folder = slash == std::string::npos ? std::string(".") : path.substr(0, slash + 1);
  int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

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

base::Result<std::unique_ptr<StateFile>> StateFile::open(std::string path) {
  std::unique_ptr<StateFile> file(new StateFile(std::move(path)));
  if (file->path_.empty()) {
    file->database_ = std::make_unique<Database>("");
    file->database_->run(kSchema);
  } else {
    auto kind = look_at(file->path_);
    if (!kind) return kind.error();
    if (*kind == Kind::kForeign)
      return base::Error{
          base::Code::kBadArgument,
          "The cursor file " + file->path_ +
              " is no cursor of dvcsctl; it was left as it is. Name another file to begin anew."};
    if (*kind == Kind::kOtherVersion)
      complain("The cursor file " + file->path_ +
               " was written by another version of dvcsctl; this run begins anew.");
    if (*kind != Kind::kOurs) return file;
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
    // The last row of each repository; its length tells how many there are.
    Statement ids(*database_,
                  "SELECT repository, max(first), width, length(ids) FROM printed GROUP BY repository");
    while (state && ids.step()) {
      auto of = state->repositories.find(ids.number(0));
      auto width = ids.number(2);
      if (of == state->repositories.end() || width <= 0) continue;
      of->second.commits =
          PrintedIds(*this, of->first, static_cast<std::uint32_t>(ids.number(1) + ids.number(3) / width),
                     static_cast<std::uint32_t>(width));
    }
  } catch (const std::exception&) {
    return error("is damaged; it was left as it is. Name another file to begin anew");
  }
  if (!database_->ok())
    return error(database_->error() + "; it was left as it is. Name another file to begin anew");
  return state;
}

// Made beside with its first content and renamed, so that a file of this name is always whole.
base::Status StateFile::create() {
  auto beside = path_ + ".new";
  for (const char* left : {"", "-journal"}) ::unlink((beside + left).c_str());  // by a run that was killed
  int descriptor = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0) return cannot("written", path_, errno);
  ::close(descriptor);
  Database fresh(beside);
  fresh.run(kSchema);
  if (!fresh.ok()) return error(fresh.error());
  return {};
}

base::Status StateFile::save(ImportState& state) {
  bool is_new = !database_;
  auto beside = path_ + ".new";
  if (is_new) {
    if (auto made = create(); !made) return made;
    database_ = std::make_unique<Database>(beside);
    statements_ = std::make_unique<Statements>(*database_);
  }
  write(state);
  if (is_new && database_->ok()) {
    statements_.reset();
    database_.reset();                                                               // whole on the disk
    for (const char* left : {"-wal", "-journal"}) ::unlink((path_ + left).c_str());  // of a file that is gone
    if (std::rename(beside.c_str(), path_.c_str()) != 0) return cannot("written", path_, errno);
    sync_folder(path_);
    database_ = std::make_unique<Database>(path_);
    database_->run(kManners);
    statements_ = std::make_unique<Statements>(*database_);
  }
  if (!database_->ok()) return error(database_->error());
  for (auto id : state.changed) state.repositories[id].commits.saved(*this, id);
  state.changed.clear();
  state.removed.clear();
  return {};
}

void StateFile::write(ImportState& state) {
  auto& to = *statements_;
  database_->run("BEGIN IMMEDIATE");
  to.forget_run.step();
  to.run.bind_text(1, run_to_json(state)).step();
  for (auto id : state.removed) {
    to.remove.bind(1, id).step();
    to.clear.bind(1, id).step();
  }
  for (auto id : state.changed) {
    const auto& repository = state.repositories.at(id);
    auto text = repository_to_json(repository);
    to.repository.bind(1, id).bind_text(2, text).step();
    write_ids(id, repository.commits);
  }
  database_->run("COMMIT");
}

void StateFile::write_ids(std::int64_t repository, const PrintedIds& ids) {
  auto& to = *statements_;
  auto unsaved = ids.unsaved();
  if (unsaved.cleared) to.clear.bind(1, repository).step();
  for (auto number : unsaved.erased) {
    auto row = read(repository, number);
    auto at = std::size_t{number - row.first} * ids.width();
    if (at + ids.width() > row.bytes.size()) continue;
    row.bytes.replace(at, ids.width(), ids.width(), '\0');
    to.replace.bind_bytes(1, row.bytes).bind(2, repository).bind(3, row.first).step();
  }
  if (!unsaved.bytes.empty())
    to.append.bind(1, repository)
        .bind(2, unsaved.first)
        .bind(3, ids.width())
        .bind_bytes(4, unsaved.bytes)
        .step();
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
