#include "sync/model_forge.hpp"

#include <algorithm>
#include <cstdio>
#include <queue>

#include "base/hex.hpp"
#include "base/iso8601.hpp"
#include "git/hash.hpp"
#include "json/text.hpp"

namespace dvcs::test {
namespace {

using Query = std::map<std::string, std::string>;

std::string decode(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      out += base::from_hex(text.substr(i + 1, 2));
      i += 2;
    } else {
      out.push_back(text[i]);
    }
  }
  return out;
}

Query parse_query(std::string_view text) {
  Query query;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view pair = text.substr(0, end);
    const std::size_t equals = pair.find('=');
    query[decode(pair.substr(0, equals))] = decode(pair.substr(equals + 1));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return query;
}

std::string value(const Query& query, const std::string& name, const std::string& otherwise = {}) {
  const auto found = query.find(name);
  return found == query.end() ? otherwise : found->second;
}

http::Response reply(int status, std::string body) {
  http::Response response;
  response.status = status;
  response.body = std::move(body);
  response.bytes_in = response.body.size();
  return response;
}

http::Response not_found(const std::string& what) {
  return reply(404, "{\"message\":" + json::quoted("404 " + what + " Not Found") + "}");
}

std::string date_text(std::int64_t seconds) {
  return base::format_iso8601({seconds, 120});
}

std::string id_or_null(const std::string& sha) {
  return sha.empty() ? "null" : json::quoted(sha);
}

std::string commit_json(const ModelCommit& commit) {
  std::string parents;
  for (const std::string& parent : commit.parents)
    parents += (parents.empty() ? "" : ",") + json::quoted(parent);
  return "{\"id\":" + json::quoted(commit.sha) + ",\"short_id\":" + json::quoted(commit.sha.substr(0, 8)) +
         ",\"created_at\":" + json::quoted(date_text(commit.date)) + ",\"parent_ids\":[" + parents +
         "],\"title\":\"t\",\"message\":" + json::quoted(commit.message) +
         ",\"author_name\":\"A\",\"author_email\":\"a@example.org\",\"authored_date\":" +
         json::quoted(date_text(commit.date)) +
         ",\"committer_name\":\"C\",\"committer_email\":\"c@example.org\",\"committed_date\":" +
         json::quoted(date_text(commit.date)) +
         ",\"web_url\":" + json::quoted("https://forge.example/acme/one/-/commit/" + commit.sha) + "}";
}

}  // namespace

std::string ModelForge::object(const ModelCommit& commit) {
  const std::string date = std::to_string(commit.date) + " +0200";
  std::string content = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n";
  for (const std::string& parent : commit.parents) content += "parent " + parent + "\n";
  return content + "author A <a@example.org> " + date + "\ncommitter C <c@example.org> " + date + "\n\n" +
         commit.message;
}

std::string ModelForge::commit(std::vector<std::string> parents, std::int64_t date, std::string message) {
  // Two histories that are alike in everything would be one.
  ModelCommit commit{{}, std::move(parents), date, std::move(message) + " #" + std::to_string(++counter_)};
  const std::string content = object(commit);
  git::Hash hash(git::ObjectFormat::kSha1);
  hash.update("commit " + std::to_string(content.size()) + std::string(1, '\0') + content);
  commit.sha = base::to_hex(hash.finish());
  std::string sha = commit.sha;
  commits_[sha] = std::move(commit);
  return sha;
}

const ModelCommit* ModelForge::find(const std::string& sha) const {
  const auto found = commits_.find(sha);
  return found == commits_.end() ? nullptr : &found->second;
}

std::set<std::string> ModelForge::reach(const std::string& sha) const {
  std::set<std::string> reached;
  std::vector<std::string> todo{sha};
  while (!todo.empty()) {
    const std::string at = todo.back();
    todo.pop_back();
    const ModelCommit* commit = find(at);
    if (commit == nullptr || !reached.insert(at).second) continue;
    todo.insert(todo.end(), commit->parents.begin(), commit->parents.end());
  }
  return reached;
}

std::set<std::string> ModelForge::reachable() const {
  std::set<std::string> all;
  for (const auto& [name, sha] : branches) all.merge(reach(sha));
  return all;
}

std::set<std::string> ModelForge::all() const {
  std::set<std::string> ids;
  for (const auto& [sha, commit] : commits_) ids.insert(sha);
  return ids;
}

void ModelForge::collect_garbage() {
  const std::set<std::string> kept = reachable();
  std::erase_if(commits_, [&](const auto& entry) { return !kept.contains(entry.first); });
}

// git's default order: of all commits discovered so far the newest by date.
std::vector<const ModelCommit*> ModelForge::log(const std::string& head, const std::string& exclude) const {
  if (find(head) == nullptr || (!exclude.empty() && find(exclude) == nullptr)) return {};
  std::set<std::string> done = exclude.empty() ? std::set<std::string>() : reach(exclude);
  const auto older = [](const ModelCommit* a, const ModelCommit* b) {
    return a->date != b->date ? a->date < b->date : a->sha < b->sha;
  };
  std::priority_queue<const ModelCommit*, std::vector<const ModelCommit*>, decltype(older)> queue(older);
  const auto discover = [&](const std::string& sha) {
    if (done.insert(sha).second) queue.push(find(sha));
  };
  discover(head);
  std::vector<const ModelCommit*> listed;
  while (!queue.empty()) {
    const ModelCommit* commit = queue.top();
    queue.pop();
    listed.push_back(commit);
    for (const std::string& parent : commit->parents) discover(parent);
  }
  return listed;
}

template <class Item, class Write>
http::Response ModelForge::page_of(const std::vector<Item>& items, const Query& query, bool with_total,
                                   Write write) const {
  const std::size_t page = std::stoul(value(query, "page", "1"));
  const std::size_t from = std::min((page - 1) * page_size, items.size());
  const std::size_t to = std::min(from + page_size, items.size());
  std::string body = "[";
  for (std::size_t i = from; i < to; ++i) body += (i > from ? "," : "") + write(items[i]);
  http::Response response = reply(200, body + "]");
  // Commits announce a next page whenever this one is full; counted lists only if there is one.
  const bool more = with_total ? to < items.size() : to - from == page_size;
  response.headers.add("X-Page", std::to_string(page));
  response.headers.add("X-Next-Page", more ? std::to_string(page + 1) : "");
  if (with_total) response.headers.add("X-Total", std::to_string(items.size()));
  return response;
}

http::Response ModelForge::commits_page(const Query& query) const {
  const std::string revision = value(query, "ref_name");
  const std::size_t dots = revision.find("..");
  const std::string head = dots == std::string::npos ? revision : revision.substr(dots + 2);
  const std::string exclude = dots == std::string::npos ? std::string() : revision.substr(0, dots);
  return page_of(log(head, exclude), query, false,
                 [](const ModelCommit* commit) { return commit_json(*commit); });
}

http::Response ModelForge::branches_page(const Query& query) const {
  const std::set<std::string> on_default =
      branches.contains(default_branch) ? reach(branches.at(default_branch)) : std::set<std::string>();
  std::string body = "[";
  std::string last;
  std::size_t count = 0;
  for (auto at = branches.upper_bound(value(query, "page_token")); at != branches.end() && count < page_size;
       ++at) {
    const auto& [name, sha] = *at;
    body += (count++ > 0 ? ",{" : "{") + ("\"name\":" + json::quoted(name)) +
            ",\"commit\":" + commit_json(*find(sha)) +
            ",\"merged\":" + (on_default.contains(sha) ? "true" : "false") +
            ",\"default\":" + (name == default_branch ? "true" : "false") + "}";
    last = name;
  }
  http::Response response = reply(200, body + "]");
  if (count == page_size) {
    std::string token;
    for (const char c : last) {
      char escape[8];
      std::snprintf(escape, sizeof escape, "%%%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
      token += escape;
    }
    // As a server behind a proxy does: the address is its own, not the one that was called.
    response.headers.add(
        "Link",
        "<http://internal:8080/api/v4/projects/1/repository/branches?pagination=keyset&per_page=100"
        "&page_token=" +
            token + ">; rel=\"next\"");
  }
  return response;
}

http::Response ModelForge::merge_requests_page(const Query& query) const {
  const auto since = base::parse_iso8601(value(query, "updated_after"));
  std::vector<ModelMergeRequest> listed;
  for (const ModelMergeRequest& request : merge_requests) {
    if (!since || request.updated >= since->seconds) listed.push_back(request);
  }
  std::sort(listed.begin(), listed.end(), [](const auto& a, const auto& b) {
    return a.updated != b.updated ? a.updated < b.updated : a.iid < b.iid;
  });
  return page_of(listed, query, true, [](const ModelMergeRequest& request) {
    return "{\"iid\":" + std::to_string(request.iid) + ",\"title\":" + json::quoted(request.title) +
           ",\"description\":null,\"state\":" + json::quoted(request.state) +
           ",\"updated_at\":" + json::quoted(date_text(request.updated)) +
           ",\"source_branch\":" + json::quoted(request.source) +
           ",\"target_branch\":" + json::quoted(request.target) + ",\"sha\":" + id_or_null(request.head) +
           ",\"merge_commit_sha\":" + id_or_null(request.merge_commit) +
           ",\"author\":{\"username\":\"u\",\"name\":\"U\"}}";
  });
}

// "7/commits"
http::Response ModelForge::merge_request_commits(std::string_view rest, const Query& query) const {
  const auto found = std::find_if(merge_requests.begin(), merge_requests.end(), [&](const auto& request) {
    return rest == std::to_string(request.iid) + "/commits";
  });
  if (found == merge_requests.end()) return not_found("Merge Request");
  const auto target = branches.find(found->target);
  std::string start =
      found->merge_commit.empty() ? std::string() : find(found->merge_commit)->parents.front();
  if (start.empty() && target != branches.end()) start = target->second;
  return page_of(log(found->head, start), query, false,
                 [](const ModelCommit* commit) { return commit_json(*commit); });
}

http::Response ModelForge::projects_page(const Query& query) const {
  std::vector<ModelProject> listed = projects;
  std::sort(listed.begin(), listed.end(), [](const auto& a, const auto& b) {
    return a.activity != b.activity ? a.activity > b.activity : a.id < b.id;
  });
  return page_of(listed, query, true, [](const ModelProject& project) {
    return "{\"id\":" + std::to_string(project.id) +
           ",\"name\":\"n\",\"path_with_namespace\":" + json::quoted(project.path) +
           ",\"last_activity_at\":" + json::quoted(date_text(project.activity)) + "}";
  });
}

http::Response ModelForge::about_commit(std::string_view rest) const {
  const std::string sha(rest.substr(0, rest.find('/')));
  const ModelCommit* commit = find(sha);
  if (commit == nullptr) return not_found("Commit");
  if (!rest.ends_with("/refs")) return reply(200, commit_json(*commit));
  std::string body;
  for (const auto& [name, head] : branches) {
    if (!reach(head).contains(sha)) continue;
    body += (body.empty() ? "" : ",") + ("{\"type\":\"branch\",\"name\":" + json::quoted(name)) + "}";
  }
  return reply(200, "[" + body + "]");
}

http::Response ModelForge::answer(const http::Request& request) {
  const std::string path = request.url.substr(base.size());
  asked.push_back(path);
  const std::size_t mark = path.find('?');
  const std::string_view route = std::string_view(path).substr(0, mark);
  const Query query =
      mark == std::string::npos ? Query() : parse_query(std::string_view(path).substr(mark + 1));
  const std::string_view commits = "/api/v4/projects/1/repository/commits";
  if (route == "/api/v4/metadata") return reply(200, R"({"version":"18.5.1-ee","revision":"abc"})");
  if (route == "/api/v4/user") return reply(200, R"({"id":1,"username":"robot"})");
  if (route == "/api/v4/groups/acme") return reply(200, R"({"id":7,"full_path":"acme"})");
  if (route == "/api/v4/groups/7/projects" || route == "/api/v4/groups/acme/projects")
    return projects_page(query);
  if (route == "/api/v4/projects/1/repository/branches") return branches_page(query);
  if (route == "/api/v4/projects/1/merge_requests") return merge_requests_page(query);
  if (route == commits) return commits_page(query);
  const std::string_view requests = "/api/v4/projects/1/merge_requests/";
  if (route.starts_with(requests)) return merge_request_commits(route.substr(requests.size()), query);
  if (route.starts_with(commits)) return about_commit(route.substr(commits.size() + 1));
  return not_found("Project");
}

}  // namespace dvcs::test
