// Which proxies dvcsctl takes: --proxy and --no-proxy, else what curl reads from the environment.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/status.hpp"
#include "cli/command_line.hpp"
#include "net/proxy.hpp"

namespace dvcs::cli {

// Empty: the variable is not set.
using Environment = std::function<std::optional<std::string>(const char* name)>;

// As curl: https_proxy and HTTPS_PROXY, http_proxy in lower case only (a CGI server sets HTTP_PROXY from a
// request's header), all_proxy and ALL_PROXY for what has none, no_proxy and NO_PROXY. --proxy serves both
// schemes, and "" as its value means none. Loopback is no exception unless it is listed.
base::Result<net::ProxySettings> proxies_of(const ForgeArguments& arguments, const Environment& environment);

// The process's own.
std::optional<std::string> environment_variable(const char* name);

}  // namespace dvcs::cli
