// The model forge's repository as a real bare one, asked through the real `git upload-pack`: what its HTTP
// server would answer. Kept in step with the model before each answer.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>

#include "http/message.hpp"
#include "sync/model_forge.hpp"

namespace dvcs::test {

class GitForge {
 public:
  explicit GitForge(ModelForge& forge);
  ~GitForge();
  GitForge(const GitForge&) = delete;
  GitForge& operator=(const GitForge&) = delete;

  static bool is_git(const http::Request& request) { return request.git; }
  http::Response answer(const http::Request& request);

  // Runs git in the repository; its exit status does not matter.
  std::string git(const std::string& arguments, std::string_view input = {}) const;
  std::set<std::string> reachable() const;  // git rev-list --branches
  const std::filesystem::path& folder() const { return folder_; }

  std::size_t fetches = 0;
  std::string config = {};  // `-c …` for upload-pack

 private:
  void follow_model();

  ModelForge& forge_;
  std::filesystem::path folder_;
  std::set<std::string> written_;
};

}  // namespace dvcs::test
