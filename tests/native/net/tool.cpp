#include "net/tool.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <stdexcept>

namespace dvcs::test {

Tool::Tool(const std::vector<std::string>& command, const std::string& ready) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO);
  const int problem = posix_spawnp(&process_, arguments[0], &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  output_ = ends[0];
  if (problem != 0) {
    process_ = -1;
    close(output_);
    throw std::runtime_error(command[0] + " cannot be started; install the packages of " +
                             "tests/packaging/debian-packages.txt (./dev does it)");
  }
  try {
    wait_for(ready, command[0]);
  } catch (...) {
    end();
    throw;
  }
}

Tool::~Tool() {
  end();
}

void Tool::wait_for(const std::string& ready, const std::string& name) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  std::string said;
  while (said.find(ready) == std::string::npos) {
    pollfd waiting{.fd = output_, .events = POLLIN, .revents = 0};
    char piece[4096];
    const bool in_time = std::chrono::steady_clock::now() < until && poll(&waiting, 1, 30'000) > 0;
    const ssize_t got = in_time ? read(output_, piece, sizeof piece) : 0;
    if (got <= 0) throw std::runtime_error(name + " did not become ready: " + said);
    said.append(piece, static_cast<std::size_t>(got));
  }
}

void Tool::end() {
  if (process_ > 0) {
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }
  process_ = -1;
  if (output_ >= 0) close(output_);
  output_ = -1;
}

std::uint16_t free_port() {
  const int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  const bool good = bind(descriptor, generic, size) == 0 && getsockname(descriptor, generic, &size) == 0;
  close(descriptor);
  if (!good) throw std::runtime_error("no free port");
  return ntohs(address.sin_port);
}

std::string write_file(const std::string& name, const std::string& content) {
  const char* folder = std::getenv("TMPDIR");
  const std::string path = std::string(folder != nullptr ? folder : "/tmp") + "/dvcs-net-test-" +
                           std::to_string(getpid()) + "-" + name;
  std::ofstream(path, std::ios::binary) << content;
  return path;
}

}  // namespace dvcs::test
