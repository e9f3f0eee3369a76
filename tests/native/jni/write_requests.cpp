// Writes the requests of the JVM tests into a folder.
#include <fstream>
#include <string>

#include "request_support.hpp"

namespace test = dvcs::codec::test;
namespace wire = dvcs::wire;

int main(int count, char** arguments) {
  if (count != 2) return 2;
  auto write = [folder = std::string(arguments[1])](const char* name, const test::Buffer& bytes) {
    std::ofstream file(folder + "/" + name, std::ios::binary);
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  };
  write("start.bin", test::start_request({}, "dvcs-test"));
  // Nothing listens on port 1: a job ends in an error, without a network.
  write("open.bin", test::open_request({.url = "http://127.0.0.1:1", .retry = 0}));
  write("github.bin", test::open_request({.host = wire::Host::GitHub, .url = "http://127.0.0.1:1"}));
  write("check.bin", test::submit_request(1, wire::JobKind::CheckAccount, [](auto& builder) {
          return wire::CreateCheckAccount(builder).Union();
        }));
  write("sync.bin", test::sync_request());
  write("smart_commit.bin", test::smart_commit_request("KEY-1 #time 2h 30m #comment done"));
  write("verify_hook.bin", test::hook_request());
  return 0;
}
