#include "providers/common/git_access.hpp"

#include <string_view>

#include "git/capabilities.hpp"
#include "http/url.hpp"
#include "providers/common/refusals.hpp"

namespace dvcs::providers {
namespace {

constexpr std::string_view kAdvertisement = "application/x-git-upload-pack-advertisement";

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

GitAccess refused(const Manual& manual, const http::Response& answer) {
  const std::string status = " (" + std::to_string(answer.status) + ")";
  const std::string name(manual.name);
  const std::string said = text_of_server(answer);
  const std::string quoted = said.empty() ? "" : ": " + said;
  if (answer.status == 401) {
    return {
        {},
        "Git over HTTP refuses the token that the API accepts" + status + ".",
        "Create a token with the scope " + std::string(manual.read_scope) +
            "; where a proxy in front asks for a log-in of its own, exempt the addresses that end in .git/…"};
  }
  // GitLab: "Pulling over HTTP is not allowed."; Gitea: "Repository is unavailable: HTTP is disabled".
  if (answer.status == 403 && (contains(said, "over HTTP") || contains(said, "HTTP is"))) {
    return {{},
            name + " has git over HTTP switched off" + status + quoted + ".",
            "An administrator of " + name + " allows HTTP(S) among the git access protocols."};
  }
  if (answer.status == 403) {
    return {{},
            "The token's user may not download code" + status + quoted + ".",
            "Give the token's user a role that may read code (Reporter or higher), or switch the "
            "repository's code on."};
  }
  if (answer.status >= 500) {
    return {{},
            "Git over HTTP does not work at the moment" + status + quoted + ".",
            "Look at the log of " + name + ", or of a proxy in front of it."};
  }
  return {{},
          "Git over HTTP answers with an error" + status + quoted + ".",
          "Check that a proxy in front of " + name + " passes on the addresses that end in .git/info/refs."};
}

GitAccess not_version_two(const Manual& manual, const http::Response& answer) {
  if (answer.headers.get("Content-Type").starts_with(kAdvertisement)) {
    return {{},
            "Git answers in an old version of its protocol.",
            "Let the proxy in front of " + std::string(manual.name) +
                " pass on the header Git-Protocol; without a proxy, the server's git is older than 2.18."};
  }
  return {{},
          "Something that is not git answers at the repository's address.",
          "Check that a proxy or log-in page in front of " + std::string(manual.name) +
              " passes on the addresses that end in .git/info/refs."};
}

}  // namespace

std::string clone_url(const std::string& base_url, const Repository& repository) {
  if (http::same_origin(base_url, repository.clone_url)) return repository.clone_url;
  return http::join_url(base_url, "/" + repository.path + ".git");
}

Query<GitAccess> git_access(const Manual& manual, const std::string& clone_url) {
  Query<GitAccess> query;
  query.request = git::advertisement_request(clone_url);
  query.parse = [&manual](const http::Request&, const http::Response& answer) -> base::Result<GitAccess> {
    if (!is_success(answer)) return refused(manual, answer);
    const auto found = git::parse_advertisement(answer);
    if (!found.ok()) return not_version_two(manual, answer);
    if (found->filter) return GitAccess{found->agent, {}, {}};
    return GitAccess{found->agent, "Git offers no filters, so that whole repositories would have to be read.",
                     "Set " + std::string(manual.filter_setting) + "."};
  };
  return query;
}

}  // namespace dvcs::providers
