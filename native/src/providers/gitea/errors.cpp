#include "providers/gitea/errors.hpp"

#include <string>

namespace dvcs::providers::gitea {
namespace {

using base::Code;
using base::Error;

constexpr ForgeWords kWords{"Gitea", "/api/v1", "https://host/gitea"};

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

std::string in_brackets(const std::string& said) {
  return said.empty() ? "" : " (" + said + ")";
}

// A Gitea says the same of a token that is unknown, expired or deleted.
Error unauthorized(const http::Request& asked, const std::string& said) {
  return {Code::kUnauthorized,
          "The access token was refused by " + server(kWords, asked) + " (401): it is unknown there" +
              in_brackets(said) +
              ". Check that it was copied whole, belongs to this server and was not deleted."};
}

Error forbidden(std::string_view subject, const http::Request& asked, const std::string& said) {
  const std::string start =
      server(kWords, asked) + " does not let this token read " + std::string(subject) + " (403): ";
  if (contains(said, "scope")) {
    return {Code::kForbidden, start + "its scope is too small. Create a token with the scopes " +
                                  std::string(kNeededScopes) + "."};
  }
  if (contains(said, "prohibited") || contains(said, "disabled")) {
    return {Code::kForbidden,
            start + "its user may not log in. Activate the user in Gitea or use another user's token."};
  }
  return {Code::kForbidden, start + (said.empty() ? "no reason given" : said) +
                                ". Its user needs to read the code and the pull requests there."};
}

Error not_found(std::string_view subject, const http::Request& asked) {
  return {Code::kNotFound, server(kWords, asked) + " has nothing visible to this token for " +
                               std::string(subject) +
                               " (404). It does not exist, or the token's user is not a member."};
}

}  // namespace

bool is_null(const std::string& body) {
  const std::size_t first = body.find_first_not_of(" \t\r\n");
  return first != std::string::npos && body.compare(first, 4, "null") == 0 &&
         body.find_first_not_of(" \t\r\n", first + 4) == std::string::npos;
}

Error no_api(const http::Request& asked) {
  return providers::no_api(kWords, asked);
}

Error refusal(std::string_view subject, const http::Request& asked, const http::Response& answer) {
  const std::string said = said_by_server(answer);
  if (answer.status == 401) return unauthorized(asked, said);
  if (answer.status == 403) return forbidden(subject, asked, said);
  if (answer.status == 404 && said.empty() && !is_null(answer.body)) return no_api(asked);
  if (answer.status == 404) return not_found(subject, asked);
  return failure(kWords, subject, asked, answer);
}

Error unexpected(std::string_view subject, const http::Request& asked, const Error& found) {
  return providers::unexpected(kWords, subject, asked, found);
}

}  // namespace dvcs::providers::gitea
