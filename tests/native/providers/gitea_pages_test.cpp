#include <gtest/gtest.h>

#include "base/utf8.hpp"
#include "providers/gitea_support.hpp"

namespace dvcs::test {
namespace {

using base::Code;

const std::string kSha(40, 'a');
const std::string kParent(40, 'b');

base::Result<providers::Page<Commit>> commits(const std::string& body) {
  return parse(gitea()->commits(orbit(), {kSha, {}}), answer(200, body));
}

// A row as Gitea writes it, with `content` in the place of author, committer and message.
std::string commit_item(const std::string& content, const std::string& parents = "[]") {
  return R"({"url":"u","sha":")" + kSha + R"(","created":"2024-01-01T00:00:00Z","html_url":"h","commit":{)" +
         content + R"(,"tree":{"sha":"t"},"verification":null},"author":null,"parents":)" + parents + "}";
}

const std::string kContent =
    R"("author":{"name":"Ada","email":"ada@example.com","date":"2021-09-20T11:50:22+02:00"},)"
    R"("committer":{"name":"Carl","email":"carl@example.com","date":"2021-09-20T09:50:25-03:30"},)"
    R"("message":"KEY-1 plan\n\nascent\n")";

TEST(GiteaPages, Repositories) {
  const auto page = parse(
      gitea("https://gitea.example.com/git")->repositories({providers::OwnerKind::kGroup, 7, "acme"}),
      answer(
          200,
          R"({"ok":true,"data":[{"id":7,"owner":{"id":2,"login":"acme"},"name":"orbit","full_name":"acme/orbit",
             "empty":false,"html_url":"https://inside/acme/orbit","clone_url":"https://inside/acme/orbit.git",
             "default_branch":"main","archived":true,"updated_at":"2024-05-06T07:08:09Z","permissions":{"pull":true}},
             {"id":9007199254740993,"name":"e","full_name":"acme/e","empty":true},
             {"id":0,"name":"n","full_name":"acme/n"},{"id":8,"name":"n"},17]})",
          {{"X-Total-Count", "5"}}));
  ASSERT_TRUE(page.ok()) << page.error().message;
  ASSERT_EQ(page->items.size(), 2U);
  const Repository& first = page->items[0];
  EXPECT_EQ(first.id, 7);
  EXPECT_EQ(first.path, "acme/orbit");
  EXPECT_EQ(first.name, "orbit");
  EXPECT_EQ(first.web_url, "https://inside/acme/orbit");
  EXPECT_EQ(first.clone_url, "https://gitea.example.com/git/acme/orbit.git") << "the address that was typed";
  EXPECT_EQ(first.default_branch, "main");
  EXPECT_TRUE(first.archived);
  EXPECT_EQ(first.last_activity, (Moment{1714979289, 0}));
  EXPECT_EQ(page->items[1].id, 9007199254740993);
  EXPECT_TRUE(page->items[1].empty);
  EXPECT_FALSE(page->items[1].last_activity);
  ASSERT_EQ(page->skipped.size(), 3U);
  EXPECT_EQ(page->skipped[0].what, "repository 3 of page 1");
  EXPECT_EQ(page->skipped[0].why, "`id` is not positive");
  EXPECT_EQ(page->skipped[1].why, "`full_name` is missing");
  EXPECT_EQ(page->total, 5U);
}

TEST(GiteaPages, OneRepository) {
  const auto page =
      parse(gitea()->repository(7), answer(200, R"({"id":7,"name":"orbit","full_name":"acme/orbit"})"));
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(page->items.at(0).path, "acme/orbit");
  EXPECT_FALSE(parse(gitea()->repository(7), answer(200, R"({"id":7,"name":"orbit"})")).ok());
}

TEST(GiteaPages, Commits) {
  const auto page = commits("[" + commit_item(kContent, R"([{"url":"u","sha":")" + kParent + "\"}]") + "]");
  ASSERT_TRUE(page.ok()) << page.error().message;
  ASSERT_EQ(page->items.size(), 1U) << page->skipped.at(0).why;
  const Commit& commit = page->items[0];
  EXPECT_EQ(commit.sha, kSha);
  EXPECT_EQ(commit.parents, std::vector{kParent});
  EXPECT_EQ(commit.author, (Person{"Ada", "ada@example.com"}));
  EXPECT_EQ(commit.authored, (Moment{1632131422, 120}));
  EXPECT_EQ(commit.committer, (Person{"Carl", "carl@example.com"}));
  EXPECT_EQ(commit.committed, (Moment{1632144025, -210}));
  EXPECT_EQ(commit.message, "KEY-1 plan\n\nascent\n");
  EXPECT_EQ(commit.web_url, "h");
}

TEST(GiteaPages, OddCommitsAreImported) {
  const std::string date = R"("author":{"date":"2021-09-20T11:50:22Z"},)";
  const std::string long_id(64, 'c');
  const std::pair<std::string, std::string> cases[] = {
      {date + R"("committer":null,"message":"")", "[]"},
      {R"("committer":{"date":"2021-09-20T11:50:22Z"},"message":"m")", "null"},
      {date + R"("committer":{"date":"2500-02-30T00:00:00Z"},"message":"m")", "[]"},
      {R"("author":{"name":null,"email":"a\u0000b","date":"2021-09-20T11:50:22Z"},"message":"\ud800")", "[]"},
      {date + R"("message":"m")", R"([{"sha":")" + long_id + R"("},{"sha":")" + kParent + R"("}])"},
  };
  for (const auto& [content, parents] : cases) {
    const auto page = commits("[" + commit_item(content, parents) + "]");
    ASSERT_TRUE(page.ok());
    ASSERT_EQ(page->items.size(), 1U) << content << ": " << page->skipped.at(0).why;
    EXPECT_TRUE(base::is_valid_utf8(page->items[0].message + page->items[0].author.email));
    EXPECT_EQ(page->items[0].authored, page->items[0].committed);
  }
}

TEST(GiteaPages, MalformedCommitsAreSkippedAlone) {
  const std::pair<std::string, std::string> cases[] = {
      {R"({"sha":"main","commit":{)" + kContent + "}}", "`sha` is no object id"},
      {R"({"sha":")" + kSha + "\"}", "`commit` is missing"},
      {R"({"commit":{)" + kContent + "}}", "`sha` is missing"},
      {commit_item(R"("author":{"date":"2021-09-20T11:50:22Z"})"), "in `commit`: `message` is missing"},
      {commit_item(R"("message":"m")"), "in `commit`: it has no date that can be read"},
      {commit_item(kContent, R"([{"sha":"x"}])"), "`parents` holds something that is no object id"},
      {commit_item(kContent, R"([{}])"), "in `parents`: `sha` is missing"},
      {commit_item(kContent, R"(["x"])"), "`parents` has an unexpected value"},
      {"17", "it is no object"},
  };
  for (const auto& [item, why] : cases) {
    SCOPED_TRACE(item);
    const auto page = commits("[" + commit_item(kContent) + "," + item + "," + commit_item(kContent) + "]");
    ASSERT_TRUE(page.ok()) << page.error().message;
    EXPECT_EQ(page->items.size(), 2U);
    ASSERT_EQ(page->skipped.size(), 1U);
    const bool named = item.find(kSha) != std::string::npos;
    EXPECT_EQ(page->skipped[0].what, named ? "commit " + kSha : "commit 2 of page 1");
    EXPECT_EQ(page->skipped[0].why, why);
  }
}

TEST(GiteaPages, AnEmptyRepositoryHasNothing) {
  const auto refused = answer(409, R"({"message":"Git Repository is empty.","url":"u"})");
  const auto none = parse(gitea()->commits(orbit(), {kSha, {}}), refused);
  ASSERT_TRUE(none.ok());
  EXPECT_TRUE(none->items.empty());
  EXPECT_FALSE(none->next);
  const auto branches = parse(gitea()->branches(orbit()), answer(200, " null\n", {{"X-Total-Count", "0"}}));
  ASSERT_TRUE(branches.ok());
  EXPECT_TRUE(branches->items.empty());
  EXPECT_FALSE(branches->absent) << "it is there, and may get branches";
  EXPECT_FALSE(parse(gitea()->branches(orbit()), answer(200, "nullx")).ok());
}

TEST(GiteaPages, ARangeThatCannotBeAnsweredMayLackItsEnd) {
  const auto failed = answer(500, R"({"message":""})");
  EXPECT_EQ(parse(gitea()->commits(orbit(), {kSha, kParent}), failed).error().code, Code::kNotFound);
  EXPECT_EQ(parse(gitea()->commits(orbit(), {kSha, {}}), failed).error().code, Code::kServer);
  EXPECT_EQ(parse(gitea()->commits(orbit(), {kSha, {}}), answer(404, "null\n")).error().code,
            Code::kNotFound);
}

TEST(GiteaPages, Branches) {
  const auto page = parse(gitea()->branches(orbit()),
                          answer(200, R"([{"name":"main","commit":{"id":")" + kSha +
                                          R"(","message":"m"},"protected":true},
        {"name":"feature/KEY-7#1","commit":{"id":")" +
                                          kParent + R"("}},
        {"name":"x","commit":null},{"name":"","commit":{"id":")" +
                                          kSha + R"("}},{"name":"y","commit":{"id":"HEAD"}}])"));
  ASSERT_TRUE(page.ok()) << page.error().message;
  ASSERT_EQ(page->items.size(), 2U);
  EXPECT_EQ(page->items[0].name, "main");
  EXPECT_TRUE(page->items[0].is_default);
  EXPECT_EQ(page->items[1].name, "feature/KEY-7#1");
  EXPECT_EQ(page->items[1].sha, kParent);
  EXPECT_FALSE(page->items[1].is_default);
  EXPECT_EQ(page->skipped.size(), 3U);
}

TEST(GiteaPages, WhetherACommitExists) {
  const auto query = gitea()->commit_exists(orbit(), kSha);
  EXPECT_TRUE(*parse(query, answer(200, R"({"sha":")" + kSha + "\"}")));
  EXPECT_FALSE(
      *parse(query, answer(404, R"({"errors":null,"message":"commit doesn't exist: )" + kSha + "\"}")));
  EXPECT_FALSE(*parse(query, answer(409, R"({"message":"Git Repository is empty."})")));
  // Anything else is no statement about the commit.
  for (const auto& [status, body] :
       {std::pair(404, R"({"errors":null,"message":"not found"})"), std::pair(404, "<html>"),
        std::pair(500, ""), std::pair(200, "<html>")}) {
    EXPECT_FALSE(parse(query, answer(status, body)).ok()) << status << body;
  }
}

TEST(GiteaPages, TruncatedAndForeignBodiesNameTheQuestion) {
  const std::string sound = "[" + commit_item(kContent) + "]";
  for (const std::string& body : {sound.substr(0, sound.size() / 2), std::string("<html>Sign in</html>"),
                                  std::string(), std::string("{}")}) {
    const auto page = commits(body);
    ASSERT_FALSE(page.ok());
    EXPECT_TRUE(page.error().code == Code::kMalformed || page.error().code == Code::kProtocol);
    EXPECT_NE(page.error().message.find("the commits of acme/orbit"), std::string::npos);
  }
  for (const char* body : {R"({"ok":false})", R"({"data":{}})", "[]", R"({"data":[{"id":1,)"}) {
    EXPECT_FALSE(parse(gitea()->repositories({}), answer(200, body)).ok()) << body;
  }
}

}  // namespace
}  // namespace dvcs::test
