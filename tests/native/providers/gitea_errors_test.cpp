// Every shape of a Gitea's refusal as the sentence that an administrator reads.
#include "providers/errors_support.hpp"
#include "providers/gitea_support.hpp"

namespace dvcs::test {
namespace {

using base::Code;

TEST(GiteaErrors, EachShapeBecomesOneSentence) {
  const std::vector<Refusal> refusals{
      {401, R"({"message":"invalid username, password or token","url":"u"})", Code::kUnauthorized,
       "it is unknown there (invalid username, password or token). Check"},
      {401, "", Code::kUnauthorized, "it is unknown there. Check"},
      {403,
       R"({"message":"token does not have at least one of required scope(s), required=[read:repository], token scope=read:user"})",
       Code::kForbidden, "the scopes read:repository, read:organization and read:user"},
      {403, R"({"message":"user is prohibited to log in"})", Code::kForbidden, "its user may not log in"},
      {403, R"({"message":"Only signed in user is allowed to call APIs."})", Code::kForbidden,
       "the repositories of acme"},
      {403, "<html>denied</html>", Code::kForbidden, "no reason given"},
      {404, R"({"errors":null,"message":"not found","url":"u"})", Code::kNotFound,
       "does not exist, or the token's user is not a member"},
      {404, "null", Code::kNotFound, "does not exist"},
      {404, "404 page not found", Code::kNotFound, "There is no Gitea API at"},
      {404, "<html>404</html>", Code::kNotFound, "the URL must include it (https://host/gitea)"},
      {422, R"({"message":"no valid ref or sha: x"})", Code::kRejected, "422: no valid ref or sha: x"},
      {301, "", Code::kRejected, "redirects"},
      {429, "", Code::kRateLimited, "still limits requests"},
      {500, R"({"message":""})", Code::kServer, "(500)"},
      {502, "<html>Bad gateway</html>", Code::kServer, "a proxy may have sent"},
      {200, "<html>Sign in</html>", Code::kProtocol, "a web page (HTML) instead of JSON"},
      {200, "", Code::kProtocol, "an empty body"},
  };
  expect_sentences(*gitea(), refusals, {"GitLab"});
}

TEST(GiteaErrors, AnotherServerIsToldApart) {
  const auto said = parse(gitea()->checks()[0], answer(404, R"({"message":"404 Not Found"})"));
  ASSERT_FALSE(said.ok());
  EXPECT_NE(said.error().message.find("There is no Gitea API at https://gitea.example.com/api/v1/version"),
            std::string::npos)
      << said.error().message;
}

TEST(GiteaErrors, QueriesStayOutOfMessages) {
  expect_no_query_in_messages(*gitea());
}

}  // namespace
}  // namespace dvcs::test
