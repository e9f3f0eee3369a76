// A real bare repository and the real programs git ships, for tests that need a server's own words.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace dvcs::git::test {

// Runs a shell command with `input` on stdin and returns its stdout; a failing command fails the test.
inline std::string run(const std::filesystem::path& folder, const std::string& command,
                       std::string_view input = {}) {
  const auto in = folder / "stdin";
  std::ofstream(in, std::ios::binary) << input;
  const std::string line = "cd '" + folder.string() +
                           "' && unset $(env | sed -n 's/^\\(GIT_[A-Z_]*\\)=.*/\\1/p') && "
                           "GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 TZ=UTC sh -c '" +
                           command + "' < stdin";
  std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(line.c_str(), "r"), ::pclose);
  std::string output;
  std::array<char, 65536> buffer{};
  for (std::size_t got; (got = fread(buffer.data(), 1, buffer.size(), pipe.get())) > 0;)
    output.append(buffer.data(), got);
  const int exit = ::pclose(pipe.release());
  EXPECT_EQ(exit, 0) << command;
  return output;
}

inline std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> result;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) result.push_back(line);
  return result;
}

// A bare repository of `commits` commits with merges, branches and long messages, gone with the object.
class RealRepository {
 public:
  explicit RealRepository(int commits, const std::string& format = "sha1") {
    std::string name = (std::filesystem::temp_directory_path() / "dvcs-git-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    run(folder_, "git init -q --bare --initial-branch=main --object-format=" + format + " .");
    run(folder_, "git config uploadpack.allowFilter true && git config uploadpack.allowAnySHA1InWant true");
    std::string history;
    for (int i = 1; i <= commits; ++i) history += commit(i);
    if (commits > 0)
      history += "reset refs/heads/side/KEY-1\nfrom :" + std::to_string((commits + 1) / 2) + "\n\n";
    run(folder_, "git fast-import --quiet", history);
  }
  RealRepository(const RealRepository&) = delete;
  RealRepository& operator=(const RealRepository&) = delete;
  ~RealRepository() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  std::string git(const std::string& arguments, std::string_view input = {}) const {
    return run(folder_, "git " + arguments, input);
  }
  std::string head(const std::string& ref) const { return lines(git("rev-parse " + ref)).at(0); }
  // What an HTTP server would answer to this request body.
  std::string upload_pack(std::string_view body) const {
    return run(folder_, "GIT_PROTOCOL=version=2 git upload-pack --stateless-rpc .", body);
  }
  const std::filesystem::path& folder() const { return folder_; }

 private:
  static std::string commit(int number) {
    const std::string mark = std::to_string(number);
    // Nearly equal long messages make git store deltas between commits.
    std::string message = "KEY-" + mark + " change\n\n";
    for (int i = 0; i < 40; ++i)
      message += "A line of text that stands in every commit, number " + std::to_string(i) + ".\n";
    std::string text = "commit refs/heads/main\nmark :" + mark + "\nauthor Ada <ada@example.com> " +
                       std::to_string(1'600'000'000 + number * 60) +
                       " +0200\ncommitter Bo <bo@example.com> " +
                       std::to_string(1'600'000'000 + number * 60) + " -0730\ndata " +
                       std::to_string(message.size()) + "\n" + message + "\n";
    if (number > 1) text += "from :" + std::to_string(number - 1) + "\n";
    if (number > 10 && number % 7 == 0) text += "merge :" + std::to_string(number - 5) + "\n";
    return text + "\n";
  }

  std::filesystem::path folder_;
};

}  // namespace dvcs::git::test
