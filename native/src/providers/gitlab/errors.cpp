#include "providers/gitlab/errors.hpp"

#include "base/utf8.hpp"
#include "http/url.hpp"
#include "json/reading.hpp"
#include "json/text.hpp"

namespace dvcs::providers::gitlab {
namespace {

using base::Code;
using base::Error;

constexpr std::size_t kMaxQuoted = 300;

// What a server says may be long, of many lines, or hostile: it becomes a short part of one sentence.
std::string one_line(std::string_view text) {
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

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// The address without the query: it names the question well enough, and never holds a secret.
std::string where(const http::Request& asked) {
  return http::printable_url(asked.url);
}

std::string server(const http::Request& asked) {
  const std::string address = where(asked);
  return address.substr(0, address.find("/api/v4"));
}

Error unauthorized(const http::Request& asked, const std::string& said) {
  const std::string refused = "The access token was refused by " + server(asked) + " (401): ";
  if (contains(said, "expired")) {
    return {Code::kUnauthorized, refused + "it has expired. Create a new one in GitLab and enter it here."};
  }
  if (contains(said, "revoked")) {
    return {Code::kUnauthorized, refused + "it was revoked. Create a new one in GitLab and enter it here."};
  }
  return {Code::kUnauthorized, refused + "it is unknown there" + (said.empty() ? "" : " (" + said + ")") +
                                   ". Check that it was copied whole and belongs to this server."};
}

Error forbidden(std::string_view subject, const http::Request& asked, const std::string& said) {
  const std::string start =
      server(asked) + " does not let this token read " + std::string(subject) + " (403): ";
  if (contains(said, "insufficient_scope") || contains(said, "scope")) {
    return {Code::kForbidden,
            start + "its scope is too small. Create a token with the scope read_api (or api)."};
  }
  if (contains(said, "blocked")) {
    return {Code::kForbidden,
            start + "its user is blocked. Unblock the user in GitLab or use another user's token."};
  }
  if (contains(said, "terms")) {
    return {Code::kForbidden,
            start + "its user has not accepted the terms of service. Log in there once and accept them."};
  }
  return {Code::kForbidden, start + (said.empty() ? "no reason given" : said) +
                                ". Its user needs at least the role Reporter there."};
}

Error not_found(std::string_view subject, const http::Request& asked, const std::string& said, bool is_api) {
  if (!is_api) return no_api(asked);
  return {Code::kNotFound, server(asked) + " has nothing visible to this token for " + std::string(subject) +
                               " (404" + (said.empty() || contains(said, "404") ? "" : ": " + said) +
                               "). It does not exist, or the token's user is not a member."};
}

Error server_error(std::string_view subject, const http::Request& asked, const http::Response& answer,
                   const std::string& said) {
  std::string detail = said.empty() ? "" : ": " + said;
  if (json::looks_like_html(answer.body)) detail = ", with a web page that a proxy may have sent";
  return {Code::kServer, server(asked) + " failed to answer for " + std::string(subject) + " (" +
                             std::to_string(answer.status) + detail + "). The next run tries again."};
}

}  // namespace

std::string said_by_server(const http::Response& answer) {
  std::string message;
  std::string error;
  std::string description;
  // `message` can also be an object or a list: then its raw text is what there is to show.
  const auto text_of = [](json::Fields& fields, std::string_view key, std::string& out) {
    fields.raw(key, out);
  };
  const base::Status status = json::object(answer.body, [&](json::Fields& fields) {
    text_of(fields, "message", message);
    text_of(fields, "error", error);
    text_of(fields, "error_description", description);
  });
  if (!status.ok()) return {};
  std::string said = message.empty() ? error : message;
  if (!description.empty()) said += ": " + description;
  return one_line(said);
}

base::Error no_api(const http::Request& asked) {
  return {Code::kNotFound, "There is no GitLab API at " + where(asked) +
                               " (404). If GitLab is installed below a path, the URL must include it "
                               "(https://host/gitlab)."};
}

base::Error refusal(std::string_view subject, const http::Request& asked, const http::Response& answer) {
  const std::string said = said_by_server(answer);
  const int status = answer.status;
  if (status == 401) return unauthorized(asked, said);
  if (status == 403) return forbidden(subject, asked, said);
  if (status == 404) return not_found(subject, asked, said, !said.empty());
  if (status == 429) {
    return {Code::kRateLimited, server(asked) +
                                    " still limits requests after all patience (429). The next run goes on "
                                    "from here; a longer interval between runs helps."};
  }
  if (status == 408 || status >= 500) return server_error(subject, asked, answer, said);
  std::string why = said.empty() ? "" : ": " + said;
  if (status >= 300 && status < 400) why = ": it redirects to another address; enter that address as the URL";
  return {Code::kRejected, server(asked) + " refused the request for " + std::string(subject) + " (" +
                               std::to_string(status) + why + ")."};
}

base::Error unexpected(std::string_view subject, const http::Request& asked, const base::Error& found) {
  return {found.code,
          where(asked) + " answered the request for " + std::string(subject) + " with " + found.message +
              ". Check that the URL is GitLab's own and that no proxy or log-in page stands in between."};
}

}  // namespace dvcs::providers::gitlab
