// A forge in memory that answers GitLab's REST calls over a commit graph, as `../shared/reference/gitlab.md`
// 1 to 3.1 describe them. Deterministic; `page_size` replaces the 100 that is asked for, so that small worlds
// have many pages.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.hpp"

namespace dvcs::test {

struct ModelCommit {
  std::string sha;
  std::vector<std::string> parents;
  std::int64_t date = 0;
  std::string message;
};

struct ModelMergeRequest {
  std::int64_t iid = 0;
  std::string title;
  std::int64_t updated = 0;
  std::string head = {};  // of the source branch; empty: the forge says none
  std::string state = "opened";
  std::string source = "topic";
  std::string target = "main";
  std::string merge_commit = {};
};

struct ModelProject {
  std::int64_t id = 0;
  std::string path;
  std::int64_t activity = 0;
};

class ModelForge {
 public:
  std::size_t page_size = 100;
  std::string base = "https://forge.example";
  std::map<std::string, std::string> branches;  // name → sha
  std::string default_branch = "main";
  std::vector<ModelMergeRequest> merge_requests;
  std::vector<ModelProject> projects;  // of group 7, "acme"
  std::vector<std::string> asked;      // paths with query, in order

  // Adds a commit; its id is that of the git object.
  std::string commit(std::vector<std::string> parents, std::int64_t date, std::string message);
  const ModelCommit* find(const std::string& sha) const;
  // The commit as git stores it.
  static std::string object(const ModelCommit& commit);
  // Forgets what no branch reaches, as a garbage collection does.
  void collect_garbage();

  std::set<std::string> all() const;  // also what no branch reaches any more
  std::set<std::string> reach(const std::string& sha) const;
  std::set<std::string> reachable() const;  // from all branches

  http::Response answer(const http::Request& request);

 private:
  std::vector<const ModelCommit*> log(const std::string& head, const std::string& exclude) const;
  http::Response commits_page(const std::map<std::string, std::string>& query) const;
  http::Response branches_page(const std::map<std::string, std::string>& query) const;
  http::Response merge_requests_page(const std::map<std::string, std::string>& query) const;
  http::Response merge_request_commits(std::string_view rest,
                                       const std::map<std::string, std::string>& query) const;
  http::Response projects_page(const std::map<std::string, std::string>& query) const;
  http::Response about_commit(std::string_view rest) const;
  template <class Item, class Write>
  http::Response page_of(const std::vector<Item>& items, const std::map<std::string, std::string>& query,
                         bool with_total, Write write) const;

  std::map<std::string, ModelCommit> commits_;
  std::size_t counter_ = 0;
};

}  // namespace dvcs::test
