// Every shape of a Gitea's refusal as the sentence that an administrator reads.
#include <gtest/gtest.h>

#include "providers/gitea_support.hpp"

namespace dvcs::test {
namespace {

using base::Code;

base::Error refused(int status, const std::string& body) {
  const auto page =
      parse(gitea()->repositories({providers::OwnerKind::kGroup, 7, "acme"}), answer(status, body));
  return page.ok() ? base::Error{Code::kInternal, "it was accepted"} : page.error();
}

TEST(GiteaErrors, EachShapeBecomesOneSentence) {
  const struct {
    int status;
    std::string body;
    Code code;
    std::string part;
  } cases[] = {
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
  for (const auto& c : cases) {
    SCOPED_TRACE(std::to_string(c.status) + " " + c.body);
    const base::Error error = refused(c.status, c.body);
    EXPECT_EQ(error.code, c.code) << error.message;
    EXPECT_NE(error.message.find(c.part), std::string::npos) << error.message;
    EXPECT_NE(error.message.find("gitea.example.com"), std::string::npos) << error.message;
    EXPECT_TRUE(error.message.ends_with('.')) << error.message;
    EXPECT_EQ(error.message.find('\n'), std::string::npos) << error.message;
    EXPECT_EQ(error.message.find(".."), std::string::npos) << error.message;
    EXPECT_EQ(error.message.find("GitLab"), std::string::npos) << error.message;
  }
}

TEST(GiteaErrors, AnotherServerIsToldApart) {
  const auto said = parse(gitea()->checks()[0], answer(404, R"({"message":"404 Not Found"})"));
  ASSERT_FALSE(said.ok());
  EXPECT_NE(said.error().message.find("There is no Gitea API at https://gitea.example.com/api/v1/version"),
            std::string::npos)
      << said.error().message;
}

TEST(GiteaErrors, QueriesStayOutOfMessages) {
  auto query = gitea()->user();
  query.request.url += "?token=secret";
  for (const int status : {401, 403, 404, 429, 500, 418, 200}) {
    const auto result = parse(query, answer(status, "nonsense"));
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().message.find("secret"), std::string::npos) << result.error().message;
  }
}

}  // namespace
}  // namespace dvcs::test
