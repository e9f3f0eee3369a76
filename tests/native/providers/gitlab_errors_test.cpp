// Every shape of gitlab.md 8 as the sentence that an administrator reads.
#include "base/utf8.hpp"
#include "providers/errors_support.hpp"
#include "providers/gitlab_support.hpp"

namespace dvcs::test {
namespace {

using base::Code;

base::Error refused(int status, const std::string& body) {
  const auto page =
      parse(gitlab()->repositories({providers::OwnerKind::kGroup, 7, "acme"}), answer(status, body));
  return page.ok() ? base::Error{Code::kInternal, "it was accepted"} : page.error();
}

TEST(GitLabErrors, EachShapeBecomesOneSentence) {
  const std::vector<Refusal> refusals{
      {401, R"({"message":"401 Unauthorized"})", Code::kUnauthorized,
       "it is unknown there (401 Unauthorized)"},
      {401,
       R"({"error":"invalid_token","error_description":"Token is expired. You can either do re-authorization or token refresh."})",
       Code::kUnauthorized, "it has expired"},
      {401,
       R"({"error":"invalid_token","error_description":"Token was revoked. You have to re-authorize from the user."})",
       Code::kUnauthorized, "it was revoked"},
      {401, "", Code::kUnauthorized, "it is unknown there. Check"},
      {403,
       R"({"error":"insufficient_scope","error_description":"The request requires higher privileges","scope":"api read_api"})",
       Code::kForbidden, "its scope is too small"},
      {403, R"({"message":"403 Forbidden - Your account has been blocked."})", Code::kForbidden,
       "its user is blocked"},
      {403, R"({"message":"403 Forbidden - You must accept the Terms of Service"})", Code::kForbidden, ""},
      {403, R"({"message":"403 Forbidden"})", Code::kForbidden, "the projects of acme"},
      {403, "<html>denied</html>", Code::kForbidden, "no reason given"},
      {404, R"({"message":"404 Group Not Found"})", Code::kNotFound,
       "does not exist, or the token's user is not a member"},
      {404, R"({"error":"404 Not Found"})", Code::kNotFound,
       "https://gitlab.example.com has nothing visible"},
      {404, "<html>404</html>", Code::kNotFound, "the URL must include it"},
      {404, "", Code::kNotFound, "There is no GitLab API at"},
      {400, R"({"error":"page is invalid"})", Code::kRejected, "page is invalid"},
      {400, R"({"message":{"name":["has already been taken"]}})", Code::kRejected,
       R"({"name":["has already been taken"]})"},
      {400, R"({"message":["a","b"]})", Code::kRejected, R"(["a","b"])"},
      {405, R"({"error":"Keyset pagination is not yet available for this type of request"})", Code::kRejected,
       "405: Keyset"},
      {410, R"({"error":"API V3 is no longer supported. Use API V4 instead."})", Code::kRejected, "API V3"},
      {414, "", Code::kRejected, "(414)"},
      {302, "", Code::kRejected, "redirects"},
      {408, R"({"message":{"error":"Request timed out"}})", Code::kServer, "timed out"},
      {429, "Retry later", Code::kRateLimited, "still limits requests"},
      {429, R"({"message":{"error":"This endpoint has been requested too many times. Try again later."}})",
       Code::kRateLimited, "429"},
      {500, R"({"message":"500 Internal Server Error"})", Code::kServer, "500 Internal Server Error"},
      {502, "<html>Bad gateway</html>", Code::kServer, "a proxy may have sent"},
      {503, "", Code::kServer, "(503)"},
      {200, "<html>Sign in</html>", Code::kProtocol, "a web page (HTML) instead of JSON"},
      {200, "", Code::kProtocol, "an empty body"},
  };
  expect_sentences(*gitlab(), refusals, {"Gitea"});
}

TEST(GitLabErrors, WhatTheServerSaysIsBoundedAndOneLine) {
  const base::Error error =
      refused(400, R"({"message":"a\n\nb\u0000\u001b[31m )" + std::string(100'000, 'x') + "\"}");
  EXPECT_LT(error.message.size(), 600U);
  EXPECT_EQ(error.message.find('\n'), std::string::npos);
  EXPECT_EQ(error.message.find('\x1b'), std::string::npos);
  EXPECT_TRUE(base::is_valid_utf8(error.message));
}

TEST(GitLabErrors, QueriesStayOutOfMessages) {
  expect_no_query_in_messages(*gitlab());
}

}  // namespace
}  // namespace dvcs::test
