// The body of an answer, read by each parser of GitLab's pages: a page or a sentence, no item without
// identity.
#include "providers/provider.hpp"
#include "target.hpp"

namespace {

// Succeeds or says why, as an answer of the forge and as its refusal.
template <class T, class Check>
void read(const dvcs::providers::Query<T>& query, std::string_view body, Check check) {
  for (const int status : {200, 403}) {
    dvcs::http::Response answer;
    answer.status = status;
    answer.body = body;
    const auto result = query.parse(query.request, answer);
    dvcs::fuzz::require(result.ok() || !result.error().message.empty());
    if (result.ok()) check(*result);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using dvcs::fuzz::require;
  static const auto provider =
      std::move(dvcs::providers::make_provider(dvcs::Host::kGitLab, "https://gitlab.example.com")).value();
  const std::string_view body = dvcs::fuzz::text(data, size);
  dvcs::Repository repository;
  repository.id = 42;
  const std::string head(40, 'a');
  const auto anything = [](const auto&) {};
  for (const auto& check : provider->checks()) read(check, body, anything);
  for (const auto& owner : provider->owner("acme/space")) read(owner, body, anything);
  read(provider->user(), body, anything);
  read(provider->repositories({}), body, [](const auto& page) {
    for (const auto& item : page.items) require(item.id > 0);
  });
  read(provider->repository(42), body, anything);
  read(provider->branches(repository), body, [](const auto& page) {
    for (const auto& item : page.items) require(!item.sha.empty());
  });
  read(provider->commits(repository, {head, {}}), body, [](const auto& page) {
    for (const auto& item : page.items) require(!item.sha.empty());
  });
  read(provider->commit_exists(repository, head), body, anything);
  read(*provider->branches_with(repository, head), body, anything);
  read(provider->merge_requests(repository, {}), body, anything);
  read(*provider->author_verification(repository, {head, "a@x.org", "a@x.org"}), body,
       [](const auto& part) { require(part.absent || part.value.verified == part.value.reason.empty()); });
  return 0;
}
