#include "world.hpp"

#include <algorithm>
#include <iterator>

#include "base/iso8601.hpp"
#include "json/text.hpp"

namespace dvcs::sim {
namespace {

http::Response reply(int status, std::string body) {
  http::Response response;
  response.status = status;
  response.body = std::move(body);
  response.bytes_in = response.body.size();
  return response;
}

constexpr std::string_view kProjects = "/api/v4/projects/";

// The number in "/api/v4/projects/12/…", and the same path with 1, which is what a ModelForge calls itself.
std::int64_t take_project(std::string& path) {
  if (!path.starts_with(kProjects)) return 0;
  std::size_t end = kProjects.size();
  while (end < path.size() && path[end] >= '0' && path[end] <= '9') ++end;
  if (end == kProjects.size()) return 0;
  const std::int64_t id = std::stoll(path.substr(kProjects.size(), end - kProjects.size()));
  path = std::string(kProjects) + "1" + path.substr(end);
  return id;
}

}  // namespace

std::set<std::string> SimRepository::linked() {
  std::set<std::string> found;
  for (const std::string& sha : forge().reachable()) {
    if (forge().find(sha)->message.starts_with("KEY-")) found.insert(sha);
  }
  return found;
}

World::World(std::uint64_t seed) : random_(seed) {
  const std::size_t count = 1 + below(3);
  for (std::size_t i = 0; i < count; ++i) add_repository();
}

void World::add_repository() {
  auto repository = std::make_unique<SimRepository>(random_());
  repository->id = static_cast<std::int64_t>(repositories_.size()) + 1;
  repository->path = "acme/r" + std::to_string(repository->id);
  repository->activity = now_ += 60;
  repository->git.version_two = !chance(10);
  repository->git.filter = !chance(15);
  repository->forge().page_size = 3 + below(40);
  repository->world.create(1 + below(40));
  give_heads_to_merge_requests(*repository);
  repositories_.push_back(std::move(repository));
}

void World::give_heads_to_merge_requests(SimRepository& repository) {
  auto& forge = repository.forge();
  for (auto& request : forge.merge_requests) {
    if (!request.head.empty() || forge.branches.empty()) continue;
    auto at = forge.branches.begin();
    std::advance(at, static_cast<std::ptrdiff_t>(below(forge.branches.size())));
    request.source = at->first;
    request.head = at->second;
  }
}

SimRepository* World::find(std::int64_t id) {
  const auto found = std::find_if(repositories_.begin(), repositories_.end(),
                                  [id](const auto& repository) { return repository->id == id; });
  return found == repositories_.end() || (*found)->gone ? nullptr : found->get();
}

void World::mutate() {
  if (chance(3)) return add_repository();
  SimRepository& repository = *repositories_[below(repositories_.size())];
  repository.activity = now_ += 60;
  if (chance(3)) {
    repository.path += "-renamed";
  } else if (chance(6)) {
    repository.forge().collect_garbage();
    repository.lost_objects = true;
  } else if (chance(8)) {  // at once, as a repository that was deleted and made anew
    repository.world.mutate();
    repository.forge().collect_garbage();
    repository.lost_objects = true;
  } else {
    repository.world.mutate();
  }
  give_heads_to_merge_requests(repository);
}

http::Response World::list(const std::string& query) const {
  std::vector<const SimRepository*> listed;
  for (const auto& repository : repositories_) {
    if (!repository->gone) listed.push_back(repository.get());
  }
  std::sort(listed.begin(), listed.end(),
            [](const auto* a, const auto* b) { return a->activity > b->activity; });
  const std::size_t mark = query.find("&page=");
  const std::size_t page = mark == std::string::npos ? 1 : std::stoul(query.substr(mark + 6));
  constexpr std::size_t kPage = 2;
  std::string body;
  for (std::size_t i = (page - 1) * kPage; i < std::min(page * kPage, listed.size()); ++i) {
    const SimRepository& repository = *listed[i];
    body += (body.empty() ? "" : ",") + ("{\"id\":" + std::to_string(repository.id)) +
            ",\"name\":\"n\",\"path_with_namespace\":" + json::quoted(repository.path) +
            ",\"http_url_to_repo\":" + json::quoted(base() + "/" + std::to_string(repository.id) + ".git") +
            ",\"web_url\":" + json::quoted(base() + "/" + repository.path) +
            ",\"default_branch\":\"main\",\"last_activity_at\":" +
            json::quoted(base::format_iso8601({repository.activity, 0})) + "}";
  }
  http::Response response = reply(200, "[" + body + "]");
  response.headers.add("X-Next-Page", page * kPage < listed.size() ? std::to_string(page + 1) : "");
  response.headers.add("X-Total", std::to_string(listed.size()));
  return response;
}

http::Response World::answer(const http::Request& request) {
  std::string path = request.url.substr(base().size());
  if (is_git(request)) {
    SimRepository* repository = find(std::stoll("0" + path.substr(1)));
    return repository == nullptr ? reply(404, "") : answer_git(repository->forge(), repository->git, request);
  }
  if (path == "/api/v4/metadata") return reply(200, R"({"version":"18.5.1-ee","revision":"abc"})");
  if (path == "/api/v4/user") return reply(200, R"({"id":1,"username":"robot"})");
  if (path.starts_with("/api/v4/groups/acme/projects")) return list(path);
  if (path.starts_with("/api/v4/groups/acme")) return reply(200, R"({"id":7,"full_path":"acme"})");
  if (path.starts_with("/api/v4/groups/7/projects")) return list(path);
  SimRepository* repository = find(take_project(path));
  if (repository == nullptr) return reply(404, R"({"message":"404 Project Not Found"})");
  http::Request inner = request;
  inner.url = base() + path;
  return repository->forge().answer(inner);
}

}  // namespace dvcs::sim
