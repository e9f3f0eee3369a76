#include "sync/rest_source.hpp"

#include <utility>

namespace dvcs::sync {
namespace {

// A position is the query of the next page's address: small, and valid whatever the host is called by then.
std::string position_of(const http::Request& next) {
  const std::size_t mark = next.url.find('?');
  return mark == std::string::npos ? std::string() : next.url.substr(mark + 1);
}

}  // namespace

RestSource::RestSource(const providers::Provider& provider, const Repository& repository,
                       const providers::CommitRange& range, const std::string& position)
    : query_(provider.commits(repository, range)) {
  if (!position.empty())
    query_.request.url = query_.request.url.substr(0, query_.request.url.find('?')) + "?" + position;
}

RestSource::Step RestSource::next() {
  if (waiting_) return *std::exchange(waiting_, std::nullopt);
  if (more_) return NeedRequest{query_.request};
  return Finished{};
}

void RestSource::feed(base::Result<http::Response> answer) {
  more_ = false;
  if (!answer.ok()) {
    waiting_ = std::move(answer).error();
    return;
  }
  auto page = query_.parse(query_.request, *answer);
  if (!page.ok()) {
    waiting_ = std::move(page).error();
    return;
  }
  Commits portion{std::move(page->items), std::move(page->skipped), {}};
  if (page->next) {
    query_.request = *std::move(page->next);
    portion.position = position_of(query_.request);
    more_ = true;
  }
  waiting_ = std::move(portion);
}

}  // namespace dvcs::sync
