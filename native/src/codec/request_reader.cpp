#include "codec/request_reader.hpp"

#include <string>
#include <utility>

#include "codec/request_values.hpp"

namespace dvcs::codec {
namespace {

using base::Result;

// DER, one string each. `of` ends the sentence about an empty one.
Result<std::vector<std::string>> certificates(
    const flatbuffers::Vector<flatbuffers::Offset<wire::Certificate>>* list, const char* of) {
  std::vector<std::string> result;
  if (!list) return result;
  for (const auto* certificate : *list) {
    const auto* der = certificate->der();
    if (!der || der->size() == 0) return bad(std::string(of) + " is empty");
    result.emplace_back(reinterpret_cast<const char*>(der->data()), der->size());
  }
  return result;
}

Result<ProxyServer> proxy(const wire::Proxy& wire) {
  ProxyServer result;
  const auto scheme = text(wire.scheme());
  if (scheme != "http" && scheme != "https") return bad("a proxy serves neither http nor https");
  result.for_https = scheme == "https";
  result.host = text(wire.host());
  if (result.host.empty() || is_odd(result.host))
    return bad("a proxy's host is empty or holds a control character or no UTF-8");
  if (wire.port() == 0) return bad("a proxy has no port");
  result.port = wire.port();
  result.tls = wire.tls();
  result.user = text(wire.user());
  result.password = text(wire.password());
  if (is_odd(result.user) || is_odd(result.password))
    return bad("a proxy's user or password holds a control character or no UTF-8");
  return result;
}

}  // namespace

Result<StartCore> read_start(std::span<const std::byte> request) {
  auto parsed = root(request);
  if (!parsed) return parsed.error();
  const auto* start = (*parsed)->start();
  if (!start) return bad("it does not start the core");
  StartCore result;
  result.user_agent = text(start->user_agent());
  if (is_odd(result.user_agent)) return bad("the user agent holds a control character or no UTF-8");
  auto anchors = certificates(start->trust_anchors(), "a trust anchor");
  if (!anchors) return anchors.error();
  result.trust_anchors_der = std::move(*anchors);
  if (const auto* proxies = start->proxies()) {
    for (const auto* each : *proxies) {
      auto server = proxy(*each);
      if (!server) return server.error();
      result.proxies.push_back(std::move(*server));
    }
  }
  if (const auto* hosts = start->non_proxy_hosts()) {
    for (const auto* host_pattern : *hosts) result.non_proxy_hosts.push_back(text(host_pattern));
  }
  return result;
}

Result<SessionOptions> read_open(std::span<const std::byte> request) {
  auto parsed = root(request);
  if (!parsed) return parsed.error();
  const auto* open = (*parsed)->open();
  if (!open) return bad("it does not open a session");
  SessionOptions result;
  auto known_host = host(open->host());
  if (!known_host) return known_host.error();
  result.host = *known_host;
  result.url = text(open->url());
  result.token = text(open->token());
  if (result.url.empty() || is_odd(result.url))
    return bad("the URL is empty or holds a control character or no UTF-8");
  if (is_odd(result.token)) return bad("the token holds a control character or no UTF-8");
  result.grammar = {open->lower_case(), open->underscore()};
  if (open->parallel_requests() < 1 || open->parallel_requests() > 64)
    return bad("the number of parallel requests is not between 1 and 64");
  result.parallel_requests = open->parallel_requests();
  if (open->retry_seconds() < 0 || open->retry_seconds() > 86400)
    return bad("the time for retries is not between 0 and 86,400 s");
  result.retry_seconds = open->retry_seconds();
  auto ca = certificates(open->ca(), "a CA certificate of the account");
  if (!ca) return ca.error();
  result.ca_der = std::move(*ca);
  result.live = open->live();
  if (!(open->budget_share() > 0 && open->budget_share() <= 1))
    return bad("the share of the rate limit is not above 0 and at most 1");
  result.budget_share = static_cast<double>(open->budget_share());
  result.spool_folder = text(open->spool_folder());
  if (is_odd(result.spool_folder)) return bad("the spool folder holds a control character or no UTF-8");
  return result;
}

Result<ParseSmartCommit> read_smart_commit(std::span<const std::byte> request) {
  auto parsed = root(request);
  if (!parsed) return parsed.error();
  const auto* wire = (*parsed)->smart_commit();
  if (!wire) return bad("it holds no commit message");
  return ParseSmartCommit{text(wire->message()),
                          wire->all_lines(),
                          {wire->lower_case(), wire->underscore()},
                          wire->hours_per_day(),
                          wire->days_per_week()};
}

}  // namespace dvcs::codec
