#include "http/redirect.hpp"

#include "http/url.hpp"

namespace dvcs::http {
namespace {

constexpr int kMostRedirects = 5;

// 301, 302 and 303 turn a POST into a GET in practice, so only reading requests follow them (RFC 9110 15.4).
bool may_follow(int status, Method method) {
  if (status == 307 || status == 308) return true;
  const bool reads_only = method == Method::kGet || method == Method::kHead;
  return reads_only && (status == 301 || status == 302 || status == 303);
}

}  // namespace

std::optional<base::Result<std::string>> decide_redirect(const Request& request, const Response& response,
                                                         int followed) {
  const std::string_view location = response.headers.get("Location");
  if (request.own_credential) return std::nullopt;
  if (location.empty() || !may_follow(response.status, request.method)) return std::nullopt;
  auto target = resolve_url(request.url, location);
  if (!target.ok()) {
    return base::Error{
        base::Code::kProtocol,
        printable_url(request.url) + " redirects to an address that cannot be followed. Check the host URL."};
  }
  if (!same_origin(request.url, *target)) {
    return base::Error{base::Code::kProtocol, printable_url(request.url) + " redirects to another server, " +
                                                  parse_url(*target)->origin() +
                                                  "; the credential is not sent there. Check the host URL."};
  }
  if (followed >= kMostRedirects) {
    return base::Error{
        base::Code::kProtocol,
        printable_url(request.url) + " redirects again and again, last to " + printable_url(*target) + "."};
  }
  return target;
}

}  // namespace dvcs::http
