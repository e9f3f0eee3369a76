#include "providers/gitlab/errors.hpp"

#include <string>

namespace dvcs::providers::gitlab {
namespace {

using base::Code;
using base::Error;

constexpr ForgeWords kWords{"GitLab", "/api/v4", "https://host/gitlab"};

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string server(const http::Request& asked) {
  return providers::server(kWords, asked);
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

}  // namespace

base::Error no_api(const http::Request& asked) {
  return providers::no_api(kWords, asked);
}

base::Error refusal(std::string_view subject, const http::Request& asked, const http::Response& answer) {
  const std::string said = said_by_server(answer);
  if (answer.status == 401) return unauthorized(asked, said);
  if (answer.status == 403) return forbidden(subject, asked, said);
  if (answer.status == 404) return not_found(subject, asked, said, !said.empty());
  return failure(kWords, subject, asked, answer);
}

base::Error unexpected(std::string_view subject, const http::Request& asked, const base::Error& found) {
  return providers::unexpected(kWords, subject, asked, found);
}

}  // namespace dvcs::providers::gitlab
