// GitLab's refusals as one sentence for an administrator.
#pragma once

#include <string>
#include <string_view>

#include "base/status.hpp"
#include "http/message.hpp"

namespace dvcs::providers::gitlab {

// What GitLab says in an error body: `message` or `error` with `error_description`, which may be a string, an
// object of field errors or a list. Empty when the body has nothing of the kind.
std::string said_by_server(const http::Response& answer);

// The Error for an answer that is not 2xx. `subject` says what was asked for: "the projects of group acme".
// The address leads to a web server, but to no GitLab: 404 for what every GitLab has.
base::Error no_api(const http::Request& asked);

base::Error refusal(std::string_view subject, const http::Request& asked, const http::Response& answer);

// The Error for a 2xx answer whose body is not what was asked for. `found`: "a web page (HTML) instead of
// JSON".
base::Error unexpected(std::string_view subject, const http::Request& asked, const base::Error& found);

inline bool is_success(const http::Response& answer) {
  return answer.status >= 200 && answer.status < 300;
}

}  // namespace dvcs::providers::gitlab
