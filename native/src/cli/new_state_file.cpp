#include "cli/new_state_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "cli/state_file_kind.hpp"

namespace dvcs::cli {
namespace {

base::Error cannot_be_written(const std::string& path) {
  return {base::Code::kInternal,
          "The cursor file " + path + " cannot be written: " + std::generic_category().message(errno) + "."};
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

void remove_logs_of(const std::string& database) {
  for (const char* end : {"-wal", "-journal"}) ::unlink((database + end).c_str());
}

}  // namespace

NewStateFile::NewStateFile(const std::string& path) : path_(path), name_(path + ".new") {}

NewStateFile::~NewStateFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

base::Status NewStateFile::begin() {
  descriptor_ = ::open(name_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor_ < 0) return cannot_be_written(path_);
  if (::flock(descriptor_, LOCK_EX | LOCK_NB) != 0 || !is_still_there() || is_made_by_another())
    return base::Error{base::Code::kInternal,
                       "The cursor file " + path_ + " is in use by another dvcsctl. Nothing was saved."};
  if (::ftruncate(descriptor_, 0) != 0) return cannot_be_written(path_);
  remove_logs_of(name_);
  return {};
}

// Another may have renamed it between our opening and locking.
bool NewStateFile::is_still_there() const {
  struct stat locked{};
  struct stat named{};
  return ::fstat(descriptor_, &locked) == 0 && ::stat(name_.c_str(), &named) == 0 &&
         locked.st_dev == named.st_dev && locked.st_ino == named.st_ino;
}

bool NewStateFile::is_made_by_another() const {
  auto kind = kind_of_state_file(path_);
  return kind.ok() && *kind == StateFileKind::kOurs;
}

base::Status NewStateFile::rename() {
  remove_logs_of(path_);  // of a file that is gone
  if (std::rename(name_.c_str(), path_.c_str()) != 0) return cannot_be_written(path_);
  sync_folder(path_);
  return {};
}

}  // namespace dvcs::cli
