#include "providers/gitea/provider.hpp"
#include "providers/gitlab/provider.hpp"
#include "providers/provider.hpp"

namespace dvcs::providers {
namespace {

base::Error not_built(std::string_view name) {
  return {base::Code::kBadArgument,
          std::string(name) + " is not supported yet; this version connects GitLab and Gitea."};
}

}  // namespace

base::Result<std::unique_ptr<Provider>> make_provider(Host host, std::string_view base_url) {
  switch (host) {
    case Host::kGitLab:
      return gitlab::make_gitlab(base_url);
    case Host::kGitea:
      return gitea::make_gitea(base_url);
    case Host::kGitHub:
      return not_built("GitHub");
    case Host::kBitbucket:
      return not_built("Bitbucket");
  }
  return base::Error{base::Code::kBadArgument, "The kind of host is unknown."};
}

}  // namespace dvcs::providers
