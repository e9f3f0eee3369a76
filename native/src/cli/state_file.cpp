#include "cli/state_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "cli/output.hpp"

namespace dvcs::cli {
namespace {

base::Error cannot(const char* what, const std::string& path, int error) {
  return {base::Code::kInternal, std::string("The cursor file ") + path + " cannot be " + what + ": " +
                                     std::generic_category().message(error) + "."};
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

base::Result<std::optional<ImportState>> read_state(const std::string& path) {
  struct stat about{};
  if (::stat(path.c_str(), &about) != 0) {
    if (errno == ENOENT) return std::optional<ImportState>();
    return cannot("read", path, errno);
  }
  if (!S_ISREG(about.st_mode)) return base::Error{base::Code::kBadArgument, path + " is not a regular file."};
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (!file) return cannot("read", path, errno);
  auto state = from_json(text);
  if (!state)
    return base::Error{state.error().code, "The cursor file " + path + " " + state.error().message +
                                               "; it was left as it is. Name another file to begin anew."};
  if (!*state)
    complain("The cursor file " + path + " was written by another version of dvcsctl; this run begins anew.");
  return std::move(*state);
}

base::Status write_state(const std::string& path, const ImportState& state) {
  auto beside = path + ".new";
  int descriptor = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0) return cannot("written", beside, errno);
  bool written = write_all(descriptor, to_json(state)) && ::fsync(descriptor) == 0;
  int error = errno;
  ::close(descriptor);
  if (written && std::rename(beside.c_str(), path.c_str()) != 0) {
    written = false;
    error = errno;
  }
  if (!written) {
    ::unlink(beside.c_str());
    return cannot("written", path, error);
  }
  sync_folder(path);
  return {};
}

}  // namespace dvcs::cli
