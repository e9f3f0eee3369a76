// What a guest in somebody else's process must not leave behind.
#include "net/thread.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <csignal>
#include <fstream>
#include <set>

#include "base/live_objects.hpp"
#include "net/client_fixture.hpp"

namespace dvcs::net {
namespace {

using test::ok;
using test::Received;

std::set<int> open_descriptors() {
  std::set<int> found;
  DIR* folder = opendir("/proc/self/fd");
  while (const dirent* entry = readdir(folder)) {
    if (entry->d_name[0] != '.' && std::stoi(entry->d_name) != dirfd(folder))
      found.insert(std::stoi(entry->d_name));
  }
  closedir(folder);
  return found;
}

TEST(Thread, HasItsNameAndNoSignals) {
  std::string name;
  bool all_blocked = true;
  Thread thread;
  auto started = thread.start("dvcs-test", [&] {
    std::getline(std::ifstream("/proc/thread-self/comm"), name);
    sigset_t mask;
    pthread_sigmask(SIG_SETMASK, nullptr, &mask);
    for (int signal : {SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGCHLD, SIGPIPE}) {
      all_blocked = all_blocked && sigismember(&mask, signal) == 1;
    }
  });
  ASSERT_TRUE(started.ok());
  thread.join();
  EXPECT_EQ(name, "dvcs-test");
  EXPECT_TRUE(all_blocked);
  sigset_t mine;
  pthread_sigmask(SIG_SETMASK, nullptr, &mine);
  EXPECT_EQ(sigismember(&mine, SIGTERM), 0) << "the caller's own mask is as before";
}

TEST_F(ClientTest, RunsOnItsOwnNamedThreadWithSignalsBlocked) {
  make();
  std::string name;
  on_thread([&] {
    std::getline(std::ifstream("/proc/thread-self/comm"), name);
    sigset_t mask;
    pthread_sigmask(SIG_SETMASK, nullptr, &mask);
    EXPECT_EQ(sigismember(&mask, SIGTERM), 1);
  });
  EXPECT_EQ(name, "dvcs-net");
}

TEST_F(ClientTest, EverySocketIsCloseOnExec) {
  const std::set<int> before = open_descriptors();
  make();
  std::set<int> ours;
  for (int descriptor : open_descriptors()) {
    if (!before.contains(descriptor)) ours.insert(descriptor);
  }
  EXPECT_FALSE(ours.empty());
  // The test's own server shares the process, so the client's socket is found by its peer's port.
  serve([](const Received&) { return ok("x"); });
  ASSERT_TRUE(ask(server_->url("/", "127.0.0.1")).ok());
  int sockets = 0;
  for (int descriptor : open_descriptors()) {
    sockaddr_in peer{};
    socklen_t size = sizeof peer;
    if (getpeername(descriptor, reinterpret_cast<sockaddr*>(&peer), &size) != 0) continue;
    if (peer.sin_family != AF_INET || ntohs(peer.sin_port) != server_->port()) continue;
    ++sockets;
    ours.insert(descriptor);
  }
  EXPECT_EQ(sockets, 1);
  for (int descriptor : ours)
    EXPECT_NE(fcntl(descriptor, F_GETFD) & FD_CLOEXEC, 0) << "descriptor " << descriptor;
}

TEST_F(ClientTest, LeavesNoDescriptorNoThreadAndNoObject) {
  auto threads = [] {
    int count = 0;
    DIR* folder = opendir("/proc/self/task");
    while (const dirent* entry = readdir(folder)) count += entry->d_name[0] != '.' ? 1 : 0;
    closedir(folder);
    return count;
  };
  serve([](const Received&) { return ok("x"); });
  ASSERT_TRUE(ask(server_->url()).ok());
  client_.reset();
  server_->wait_until_closed();
  const std::size_t descriptors = open_descriptors().size();
  const int running = threads();
  EXPECT_EQ(base::LiveObject::count(), 0);
  for (int i = 0; i < 10; ++i) {
    make();
    ASSERT_TRUE(ask(server_->url()).ok());
    auto cut_off = begin(get(server_->url()));
    client_.reset();
    server_->wait_until_closed();
    EXPECT_EQ(base::LiveObject::count(), 0);
  }
  EXPECT_EQ(open_descriptors().size(), descriptors);
  EXPECT_EQ(threads(), running);
}

}  // namespace
}  // namespace dvcs::net
