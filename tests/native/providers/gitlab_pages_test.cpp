#include <gtest/gtest.h>

#include <functional>

#include "base/utf8.hpp"
#include "providers/gitlab_support.hpp"

namespace dvcs::test {
namespace {

using base::Code;

const std::string kSha(40, 'a');
const std::string kSha256(64, 'b');

providers::Query<providers::Page<Commit>> commits() {
  return gitlab()->commits(project42(), {kSha, {}});
}

std::string commit_item(const std::string& fields) {
  return R"({"id":")" + kSha + R"(","message":"m","authored_date":"2021-09-20T11:50:22.000+02:00",)" +
         fields + "}";
}

TEST(GitLabPages, Projects) {
  const auto page = parse(gitlab()->repositories({}),
                          answer(200, fixture("projects.json"), {{"X-Total", "2"}, {"X-Next-Page", ""}}));
  ASSERT_TRUE(page.ok()) << page.error().message;
  ASSERT_EQ(page->items.size(), 2U);
  const Repository& first = page->items[0];
  EXPECT_EQ(first.id, 42);
  EXPECT_EQ(first.path, "acme/space/orbit-planner");
  EXPECT_EQ(first.name, "Orbit Planner");
  EXPECT_EQ(first.web_url, "https://gitlab.example.com/acme/space/orbit-planner");
  EXPECT_EQ(first.clone_url, "https://gitlab.example.com/acme/space/orbit-planner.git");
  EXPECT_EQ(first.default_branch, "main");
  EXPECT_FALSE(first.archived);
  EXPECT_FALSE(first.empty);
  EXPECT_EQ(first.last_activity, (Moment{1714979289, 0}));
  EXPECT_EQ(page->items[1].id, 9007199254740993);
  EXPECT_TRUE(page->items[1].archived);
  EXPECT_TRUE(page->items[1].empty);
  EXPECT_EQ(page->items[1].default_branch, "");
  EXPECT_EQ(page->total, 2U);
  EXPECT_FALSE(page->next);
}

TEST(GitLabPages, AProjectWithoutReadableCodeIsStillAProject) {
  const auto page =
      parse(gitlab()->repositories({}),
            answer(200, R"([{"id":5,"name":"n","path_with_namespace":"a/n","last_activity_at":"soon"}])"));
  ASSERT_TRUE(page.ok());
  ASSERT_EQ(page->items.size(), 1U);
  EXPECT_FALSE(page->items[0].last_activity);
}

TEST(GitLabPages, OneProject) {
  const auto page =
      parse(gitlab()->repository(5), answer(200, R"({"id":5,"name":"n","path_with_namespace":"a/n"})"));
  ASSERT_TRUE(page.ok());
  EXPECT_EQ(page->items.at(0).path, "a/n");
  EXPECT_FALSE(
      parse(gitlab()->repository(5), answer(200, R"({"id":-1,"name":"n","path_with_namespace":"a/n"})"))
          .ok());
}

TEST(GitLabPages, Commits) {
  const auto page = parse(commits(), answer(200, fixture("commits.json")));
  ASSERT_TRUE(page.ok()) << page.error().message;
  ASSERT_EQ(page->items.size(), 2U);
  const Commit& merge = page->items[0];
  EXPECT_EQ(merge.sha, "6104942438c14ec7bd21c6cd5bd995272b3faff6");
  EXPECT_EQ(merge.parents.size(), 2U);
  EXPECT_EQ(merge.author, (Person{"Ada Example", "ada@example.com"}));
  EXPECT_EQ(merge.committer, (Person{"GitLab", "noreply@example.com"}));
  EXPECT_EQ(merge.authored, (Moment{1632113422, -300}));
  EXPECT_EQ(merge.committed, (Moment{1632131422, 120}));
  EXPECT_EQ(merge.message, "Merge branch 'feature/KEY-7' into 'main'\n\nKEY-8 follows\n");
  EXPECT_EQ(page->items[1].authored.seconds, -14182940);
  EXPECT_TRUE(page->items[1].parents.empty());
}

TEST(GitLabPages, OddCommitsAreImported) {
  const std::string cases[] = {
      R"("parent_ids":null)",
      R"("parent_ids":[])",
      R"("author_name":null,"author_email":null)",
      R"("author_name":"\ud800","author_email":"a\u0000b")",
      R"("committed_date":"2500-02-30T00:00:00Z")",
      R"("committed_date":null,"web_url":null)",
      R"("parent_ids":[")" + kSha256 + R"("])",
  };
  for (const std::string& fields : cases) {
    const auto page = parse(commits(), answer(200, "[" + commit_item(fields) + "]"));
    ASSERT_TRUE(page.ok());
    ASSERT_EQ(page->items.size(), 1U)
        << fields << ": " << (page->skipped.empty() ? "" : page->skipped[0].why);
    EXPECT_TRUE(base::is_valid_utf8(page->items[0].author.name));
  }
  std::string many;
  for (int i = 0; i < 64; ++i) many += (i > 0 ? ",\"" : "\"") + kSha + "\"";
  EXPECT_EQ(parse(commits(), answer(200, "[" + commit_item("\"parent_ids\":[" + many + "]") + "]"))
                ->items[0]
                .parents.size(),
            64U);
  const std::string megabyte(1 << 20, 'x');
  const auto large = parse(commits(), answer(200, R"([{"id":")" + kSha + R"(","message":")" + megabyte +
                                                      R"( KEY-1","created_at":"2021-09-20T11:50:22Z"}])"));
  EXPECT_EQ(large->items.at(0).message.size(), megabyte.size() + 6);
}

TEST(GitLabPages, MalformedCommitsAreSkippedAlone) {
  const std::pair<std::string, std::string> cases[] = {
      {R"({"message":"m","created_at":"2021-09-20T11:50:22Z"})", "`id` is missing"},
      {R"({"id":null,"message":"m"})", "`id` is null"},
      {R"({"id":"main","message":"m","created_at":"2021-09-20T11:50:22Z"})", "`id` is no object id"},
      {R"({"id":")" + kSha + R"("})", "`message` is missing"},
      {R"({"id":")" + kSha + R"(","message":"m"})", "it has no date that can be read"},
      {R"({"id":")" + kSha + R"(","message":"m","authored_date":"yesterday"})",
       "it has no date that can be read"},
      {commit_item(R"("parent_ids":["x"])"), "`parent_ids` holds something that is no object id"},
      {commit_item(R"("parent_ids":{})"), "`parent_ids` has an unexpected value"},
      {"17", "it is no object"},
  };
  for (const auto& [item, why] : cases) {
    SCOPED_TRACE(item);
    const auto page = parse(commits(), answer(200, "[" + commit_item("\"x\":1") + "," + item + "," +
                                                       commit_item("\"x\":2") + "]"));
    ASSERT_TRUE(page.ok()) << page.error().message;
    EXPECT_EQ(page->items.size(), 2U);
    ASSERT_EQ(page->skipped.size(), 1U);
    const bool named = item.find(kSha) != std::string::npos;
    EXPECT_EQ(page->skipped[0].what, named ? "commit " + kSha : "commit 2 of page 1");
    EXPECT_EQ(page->skipped[0].why, why);
  }
}

TEST(GitLabPages, Branches) {
  const auto page = parse(gitlab()->branches(project42()), answer(200, fixture("branches.json")));
  ASSERT_TRUE(page.ok()) << page.error().message;
  ASSERT_EQ(page->items.size(), 2U);
  EXPECT_EQ(page->items[0].name, "feature/KEY-7#1 50% \xC3\xA9\xF0\x9F\x90\x99");
  EXPECT_EQ(page->items[0].sha, "9df4a4ac8b4c8c6df5ee0a4e5ad3ea2a5cfb3a2e");
  EXPECT_TRUE(page->items[0].merged);
  EXPECT_FALSE(page->items[0].is_default);
  EXPECT_TRUE(page->items[1].is_default);
}

TEST(GitLabPages, MalformedBranchesAreSkippedAlone) {
  for (const std::string& item :
       {std::string(R"({"name":"x","commit":null})"),
        std::string(R"({"name":"","commit":{"id":")") + kSha + "\"}}",
        std::string(R"({"name":"x","commit":{"id":"HEAD"}})"), std::string(R"({"commit":{}})")}) {
    const auto page = parse(gitlab()->branches(project42()),
                            answer(200, R"([{"name":"ok","commit":{"id":")" + kSha + "\"}}," + item + "]"));
    ASSERT_TRUE(page.ok());
    EXPECT_EQ(page->items.size(), 1U) << item;
    EXPECT_EQ(page->skipped.size(), 1U) << item;
  }
}

TEST(GitLabPages, ARepositoryThatWasNeverCreatedHasNoBranches) {
  const auto absent =
      parse(gitlab()->branches(project42()), answer(404, R"({"message":"404 Repository Not Found"})"));
  ASSERT_TRUE(absent.ok());
  EXPECT_TRUE(absent->absent);
  EXPECT_FALSE(
      parse(gitlab()->branches(project42()), answer(404, R"({"message":"404 Project Not Found"})")).ok());
}

TEST(GitLabPages, MergeRequests) {
  const auto page =
      parse(gitlab()->merge_requests(project42(), std::nullopt), answer(200, fixture("merge_requests.json")));
  ASSERT_TRUE(page.ok()) << page.error().message;
  ASSERT_EQ(page->items.size(), 2U) << page->skipped[0].why;
  const MergeRequest& open = page->items[0];
  EXPECT_EQ(open.iid, 12);
  EXPECT_EQ(open.title, "Draft: KEY-9 plan ascent");
  EXPECT_EQ(open.description, "Closes KEY-10");
  EXPECT_EQ(open.state, MergeRequestState::kOpened);
  EXPECT_TRUE(open.draft);
  EXPECT_EQ(open.source_branch, "feature/KEY-9");
  EXPECT_EQ(open.target_branch, "main");
  EXPECT_EQ(open.author, "ada");
  EXPECT_EQ(open.author_name, "Ada Example");
  EXPECT_EQ(open.updated.seconds, 1714979289);
  EXPECT_EQ(page->items[1].state, MergeRequestState::kMerged);
  EXPECT_EQ(page->items[1].author, "");
}

TEST(GitLabPages, MergeRequestsOfUnknownStateAreSkipped) {
  std::string body = fixture("merge_requests.json");
  body.replace(body.find("\"opened\""), 8, "\"frozen\"");
  const auto page = parse(gitlab()->merge_requests(project42(), std::nullopt), answer(200, body));
  EXPECT_EQ(page->items.size(), 1U);
  EXPECT_EQ(page->skipped.at(0).why, "`state` is none that is known");
}

TEST(GitLabPages, WhetherACommitExists) {
  const auto query = gitlab()->commit_exists(project42(), kSha);
  EXPECT_TRUE(*parse(query, answer(200, R"({"id":"a"})")));
  EXPECT_FALSE(*parse(query, answer(404, R"({"message":"404 Commit Not Found"})")));
  // Anything else is no statement about the commit.
  EXPECT_FALSE(parse(query, answer(404, R"({"message":"404 Project Not Found"})")).ok());
  EXPECT_FALSE(parse(query, answer(404, "<html>")).ok());
  EXPECT_FALSE(parse(query, answer(500, "")).ok());
  EXPECT_FALSE(parse(query, answer(200, "<html>Please log in</html>")).ok());
  EXPECT_FALSE(parse(query, answer(200, "{}")).ok());
}

TEST(GitLabPages, BranchesWithACommit) {
  const auto query = *gitlab()->branches_with(project42(), kSha);
  EXPECT_EQ(
      parse(query, answer(200, R"([{"type":"branch","name":"main"},{"type":"branch","name":"x"}])"))->items,
      (std::vector<std::string>{"main", "x"}));
  EXPECT_TRUE(parse(query, answer(404, R"({"message":"404 Commit Not Found"})"))->items.empty());
}

TEST(GitLabPages, TruncatedAndForeignBodiesNameTheQuestion) {
  const std::string sound = fixture("commits.json");
  for (const std::string& body : {sound.substr(0, sound.size() / 2), std::string("<html>Sign in</html>"),
                                  std::string(), std::string("{}")}) {
    const auto page = parse(commits(), answer(200, body));
    ASSERT_FALSE(page.ok());
    EXPECT_TRUE(page.error().code == Code::kMalformed || page.error().code == Code::kProtocol);
    EXPECT_NE(page.error().message.find("the commits of acme/space/orbit-planner"), std::string::npos);
  }
}

}  // namespace
}  // namespace dvcs::test
