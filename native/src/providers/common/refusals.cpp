#include "providers/common/refusals.hpp"

#include <cstddef>

#include "base/utf8.hpp"
#include "http/url.hpp"
#include "json/reading.hpp"
#include "json/text.hpp"

namespace dvcs::providers {
namespace {

using base::Code;
using base::Error;

std::string one_line(std::string_view text) {
  constexpr std::size_t kMaxQuoted = 300;
  std::string line;
  for (const char c : base::cut_utf8(text, kMaxQuoted)) {
    const bool blank = static_cast<unsigned char>(c) <= 0x20 || c == 0x7F;
    if (!blank) {
      line.push_back(c);
    } else if (!line.empty() && line.back() != ' ') {
      line.push_back(' ');
    }
  }
  while (!line.empty() && (line.back() == ' ' || line.back() == '.')) line.pop_back();
  return line;
}

Error server_error(const ForgeWords& forge, std::string_view subject, const http::Request& asked,
                   const http::Response& answer, const std::string& said) {
  std::string detail = said.empty() ? "" : ": " + said;
  if (json::looks_like_html(answer.body)) detail = ", with a web page that a proxy may have sent";
  return {Code::kServer, server(forge, asked) + " failed to answer for " + std::string(subject) + " (" +
                             std::to_string(answer.status) + detail + "). The next run tries again."};
}

}  // namespace

std::string where(const http::Request& asked) {
  return http::printable_url(asked.url);
}

std::string server(const ForgeWords& forge, const http::Request& asked) {
  const std::string address = where(asked);
  return address.substr(0, address.find(forge.api_path));
}

std::string said_by_server(const http::Response& answer) {
  std::string message;
  std::string error;
  std::string description;
  const base::Status status = json::object(answer.body, [&](json::Fields& fields) {
    fields.raw("message", message);  // an object or a list: then its raw text is what there is to show
    fields.raw("error", error);
    fields.raw("error_description", description);
  });
  if (!status.ok()) return {};
  std::string said = message.empty() ? error : message;
  if (!description.empty()) said += ": " + description;
  return one_line(said);
}

std::string text_of_server(const http::Response& answer) {
  return json::looks_like_html(answer.body) ? std::string() : one_line(base::repair_utf8(answer.body));
}

Error no_api(const ForgeWords& forge, const http::Request& asked) {
  const std::string name(forge.name);
  return {Code::kNotFound, "There is no " + name + " API at " + where(asked) + " (404). If " + name +
                               " is installed below a path, the URL must include it (" +
                               std::string(forge.below_a_path) + ")."};
}

Error failure(const ForgeWords& forge, std::string_view subject, const http::Request& asked,
              const http::Response& answer) {
  const std::string said = said_by_server(answer);
  const int status = answer.status;
  if (status == 429) {
    return {Code::kRateLimited, server(forge, asked) +
                                    " still limits requests after all patience (429). The next run goes on "
                                    "from here; a longer interval between runs helps."};
  }
  if (status == 408 || status >= 500) return server_error(forge, subject, asked, answer, said);
  std::string why = said.empty() ? "" : ": " + said;
  if (status >= 300 && status < 400) why = ": it redirects to another address; enter that address as the URL";
  return {Code::kRejected, server(forge, asked) + " refused the request for " + std::string(subject) + " (" +
                               std::to_string(status) + why + ")."};
}

Error unexpected(const ForgeWords& forge, std::string_view subject, const http::Request& asked,
                 const base::Error& found) {
  return {found.code, where(asked) + " answered the request for " + std::string(subject) + " with " +
                          found.message + ". Check that the URL is " + std::string(forge.name) +
                          "'s own and that no proxy or log-in page stands in between."};
}

}  // namespace dvcs::providers
