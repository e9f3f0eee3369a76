#include "cli/proxies.hpp"

#include <cstdlib>
#include <initializer_list>

namespace dvcs::cli {
namespace {

// Where an address came from, and the address; empty text: no proxy.
struct Written {
  std::string source;
  std::string address;
};

Written first_of(const Environment& environment, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    if (auto value = environment(name); value && !value->empty()) return {name, std::move(*value)};
  }
  return {};
}

base::Result<std::optional<net::Proxy>> read(const Written& written) {
  if (written.address.empty()) return std::optional<net::Proxy>();
  auto proxy = net::parse_proxy(written.address);
  if (proxy.ok()) return std::optional(std::move(*proxy));
  return base::Error{base::Code::kBadArgument, written.source + ": " + proxy.error().message};
}

}  // namespace

std::optional<std::string> environment_variable(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? std::optional<std::string>(value) : std::nullopt;
}

base::Result<net::ProxySettings> proxies_of(const ForgeArguments& arguments, const Environment& environment) {
  Written for_http{"--proxy", arguments.proxy.value_or("")};
  Written for_https = for_http;
  if (!arguments.proxy) {
    for_http = first_of(environment, {"http_proxy", "all_proxy", "ALL_PROXY"});
    for_https = first_of(environment, {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"});
  }
  net::ProxySettings settings;
  auto http = read(for_http);
  if (!http) return http.error();
  settings.for_http = std::move(*http);
  auto https = read(for_https);
  if (!https) return https.error();
  settings.for_https = std::move(*https);
  settings.direct_hosts = net::parse_no_proxy(
      arguments.no_proxy ? *arguments.no_proxy : first_of(environment, {"no_proxy", "NO_PROXY"}).address);
  return settings;
}

}  // namespace dvcs::cli
