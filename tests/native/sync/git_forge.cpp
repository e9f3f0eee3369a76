#include "sync/git_forge.hpp"

#include <stdlib.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>

namespace dvcs::test {
namespace {

std::string shell(const std::filesystem::path& folder, const std::string& command, std::string_view input) {
  const auto in = folder / "stdin";
  std::ofstream(in, std::ios::binary) << input;
  const std::string line = "cd '" + folder.string() +
                           "' && env -i PATH=\"$PATH\" GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 "
                           "GIT_PROTOCOL=version=2 " +
                           command + " < stdin 2>/dev/null";
  std::unique_ptr<FILE, int (*)(FILE*)> pipe(::popen(line.c_str(), "r"), ::pclose);
  std::string output;
  std::array<char, 65536> buffer{};
  for (std::size_t got; (got = fread(buffer.data(), 1, buffer.size(), pipe.get())) > 0;)
    output.append(buffer.data(), got);
  return output;
}

}  // namespace

GitForge::GitForge(ModelForge& forge) : forge_(forge) {
  std::string name = (std::filesystem::temp_directory_path() / "dvcs-forge-XXXXXX").string();
  folder_ = ::mkdtemp(name.data());
  git("init -q --bare --initial-branch=main .");
  git("config uploadpack.allowFilter true");
  git("hash-object -w -t tree /dev/null");
}

GitForge::~GitForge() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::string GitForge::git(const std::string& arguments, std::string_view input) const {
  return shell(folder_, "git " + arguments, input);
}

void GitForge::follow_model() {
  const std::set<std::string> held = forge_.all();
  std::string paths;
  for (const std::string& sha : held) {
    if (written_.contains(sha)) continue;
    std::ofstream(folder_ / ("c-" + sha), std::ios::binary) << ModelForge::object(*forge_.find(sha));
    paths += "c-" + sha + "\n";
  }
  if (!paths.empty()) {
    git("hash-object -w -t commit --stdin-paths", paths);
    std::istringstream lines(paths);
    for (std::string path; std::getline(lines, path);) std::filesystem::remove(folder_ / path);
  }
  const auto gone = [&](const std::string& sha) { return !held.contains(sha); };
  for (const std::string& sha : written_) {
    if (gone(sha)) std::filesystem::remove(folder_ / "objects" / sha.substr(0, 2) / sha.substr(2));
  }
  written_ = held;
  std::string refs;
  for (const auto& [name, sha] : forge_.branches) refs += sha + " refs/heads/" + name + "\n";
  for (const ModelMergeRequest& request : forge_.merge_requests) {
    if (!request.head.empty())
      refs += request.head + " refs/merge-requests/" + std::to_string(request.iid) + "/head\n";
  }
  std::ofstream(folder_ / "packed-refs", std::ios::binary) << "# pack-refs with: \n" << refs;
  std::ofstream(folder_ / "HEAD") << "ref: refs/heads/" << forge_.default_branch << "\n";
}

http::Response GitForge::answer(const http::Request& request) {
  follow_model();
  http::Response response;
  response.status = 200;
  if (request.url.ends_with("/info/refs?service=git-upload-pack")) {
    response.body = git(config + " upload-pack --http-backend-info-refs .");
  } else {
    if (request.body.find("command=fetch") != std::string::npos) ++fetches;
    response.body = git(config + " upload-pack --stateless-rpc .", request.body);
  }
  response.bytes_in = response.body.size();
  return response;
}

std::set<std::string> GitForge::reachable() const {
  std::istringstream lines(git("rev-list --branches"));
  std::set<std::string> all;
  for (std::string line; std::getline(lines, line);) all.insert(line);
  return all;
}

}  // namespace dvcs::test
