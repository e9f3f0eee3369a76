// What goes wrong the same way at every forge, as one sentence for an administrator.
#pragma once

#include <string>
#include <string_view>

#include "base/status.hpp"
#include "http/message.hpp"

namespace dvcs::providers {

struct ForgeWords {
  std::string_view name;          // "GitLab"
  std::string_view api_path;      // "/api/v4": what follows a server's own address
  std::string_view below_a_path;  // "https://host/gitlab": an address of one that is not at the root
};

// The address without the query: it names the question well enough, and never holds a secret.
std::string where(const http::Request& asked);
// The server's own address, as far as the question tells.
std::string server(const ForgeWords& forge, const http::Request& asked);

// What a server says in an error body: `message` or `error` with `error_description`, which may be a string,
// an object of field errors or a list. Empty when the body has nothing of the kind. It may be long, of many
// lines, or hostile: what comes back is a short part of one sentence, without a full stop at its end.
std::string said_by_server(const http::Response& answer);

// The same of a body that is plain text, as git servers answer. Empty when it is a web page.
std::string text_of_server(const http::Response& answer);

// The address leads to a web server, but to no such forge: 404 for what every one of them has.
base::Error no_api(const ForgeWords& forge, const http::Request& asked);

// The Error for a status that says nothing about the token: all but 401, 403 and 404. `subject` says what was
// asked for: "the projects of group acme".
base::Error failure(const ForgeWords& forge, std::string_view subject, const http::Request& asked,
                    const http::Response& answer);

// The Error for a 2xx answer whose body is not what was asked for. `found`: "a web page (HTML) instead of
// JSON".
base::Error unexpected(const ForgeWords& forge, std::string_view subject, const http::Request& asked,
                       const base::Error& found);

inline bool is_success(const http::Response& answer) {
  return answer.status >= 200 && answer.status < 300;
}

}  // namespace dvcs::providers
