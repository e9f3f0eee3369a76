#include "sync/hook_listing.hpp"

#include <utility>

namespace dvcs::sync {
namespace {

constexpr int kMaxPages = 20;  // GitLab allows 100 webhooks, a page; others set no limit

}  // namespace

Task<base::Result<std::vector<providers::Hook>>> list_hooks(Line& line, const providers::Provider& provider,
                                                            providers::HookPlace place) {
  std::vector<providers::Hook> hooks;
  auto query = provider.hooks(place);
  for (int pages = 0; pages < kMaxPages; ++pages) {
    auto page = co_await line.ask(query);
    if (!page.ok()) co_return page.error();
    if (!page->skipped.empty()) {
      const Skipped& first = page->skipped.front();
      co_return base::Error{base::Code::kMalformed, std::string(provider.manual().name) +
                                                        "'s list of webhooks has " + first.what +
                                                        " that cannot be read: " + first.why + "."};
    }
    for (providers::Hook& hook : page->items) hooks.push_back(std::move(hook));
    if (!page->next) break;
    query.request = *std::move(page->next);
  }
  co_return hooks;
}

std::optional<std::int64_t> known_hook(const std::vector<KnownHook>& known,
                                       const providers::HookPlace& place) {
  const std::int64_t wanted = place.is_group() ? 0 : place.repository.id;
  for (const KnownHook& one : known) {
    if (one.repository_id == wanted) return one.hook_id;
  }
  return std::nullopt;
}

std::vector<providers::HookPlace> hook_places(const std::string& group,
                                              const std::vector<Repository>& repositories) {
  std::vector<providers::HookPlace> places;
  if (!group.empty()) places.push_back({group, {}});
  for (const Repository& repository : repositories) places.push_back({{}, repository});
  return places;
}

}  // namespace dvcs::sync
