// Capabilities, ls-refs and fetch against the real git upload-pack.
#include "git/fetch.hpp"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "git/capabilities.hpp"
#include "git/ls_refs.hpp"
#include "real_git.hpp"

namespace dvcs::git {
namespace {

using test::lines;
using test::RealRepository;

Spool new_spool() {
  return Spool::create("", 1u << 30).value();
}

std::set<std::string> ids_in(const Spool& spool, ObjectFormat format = ObjectFormat::kSha1) {
  std::set<std::string> ids;
  PackReader reader(spool, format);
  reader.arrived();
  Object object;
  for (;;) {
    auto found = reader.next(object);
    EXPECT_TRUE(found.ok());
    if (!found.ok() || *found != PackReader::Found::kObject) break;
    EXPECT_EQ(object.type, ObjectType::kCommit);
    ids.insert(object.id());
  }
  return ids;
}

std::set<std::string> fetched(const RealRepository& repository, const FetchOptions& options,
                              ObjectFormat format = ObjectFormat::kSha1) {
  const std::string answer = repository.upload_pack(fetch_request("http://x/y.git", format, options).body);
  Spool spool = new_spool();
  FetchAnswer reader(spool);
  for (std::size_t at = 0; at < answer.size(); at += 1000)
    EXPECT_TRUE(reader.feed(std::string_view(answer).substr(at, 1000)).ok());
  EXPECT_TRUE(reader.finish().ok());
  return reader.has_pack() ? ids_in(spool, format) : std::set<std::string>{};
}

std::set<std::string> as_set(const std::vector<std::string>& all) {
  return {all.begin(), all.end()};
}

TEST(Fetch, ReadsWhatTheServerSaysOfItself) {
  RealRepository repository(1);
  http::Response answer;
  answer.body = repository.git("-c core.x=1 version");
  EXPECT_FALSE(parse_advertisement(answer).ok()) << "not pkt-line";
  answer.body =
      test::run(repository.folder(), "GIT_PROTOCOL=version=2 git upload-pack --http-backend-info-refs .");
  auto found = parse_advertisement(answer);
  ASSERT_TRUE(found.ok());
  EXPECT_TRUE(found->filter);
  EXPECT_TRUE(found->shallow);
  EXPECT_EQ(found->format, ObjectFormat::kSha1);
  EXPECT_TRUE(found->agent.starts_with("git/"));
  answer.body = test::run(repository.folder(), "git upload-pack --http-backend-info-refs .");
  EXPECT_FALSE(parse_advertisement(answer).ok()) << "version 0";
}

TEST(Fetch, ListsBranchesAndTheDefault) {
  RealRepository repository(12);
  http::Response answer;
  answer.body =
      repository.upload_pack(ls_refs_request("http://x/y.git", ObjectFormat::kSha1, {"refs/heads/"}).body);
  auto list = parse_ls_refs(answer);
  ASSERT_TRUE(list.ok());
  EXPECT_EQ(list->head, "refs/heads/main");
  ASSERT_EQ(list->refs.size(), 2u);
  EXPECT_EQ(list->refs[0].name, "refs/heads/main");
  EXPECT_EQ(list->refs[0].id, repository.head("main"));
  for (std::size_t cut = 0; cut < answer.body.size(); ++cut) {
    http::Response part;
    part.body = answer.body.substr(0, cut);
    EXPECT_FALSE(parse_ls_refs(part).ok()) << "a cut list must not pass for deleted branches: " << cut;
  }
}

TEST(Fetch, AnEmptyRepositoryHasNoRefs) {
  RealRepository repository(0);
  http::Response answer;
  answer.body =
      repository.upload_pack(ls_refs_request("http://x/y.git", ObjectFormat::kSha1, {"refs/heads/"}).body);
  auto list = parse_ls_refs(answer);
  ASSERT_TRUE(list.ok());
  EXPECT_TRUE(list->refs.empty());
}

TEST(Fetch, BringsAllCommitsAndNothingElse) {
  RealRepository repository(300);
  EXPECT_EQ(fetched(repository, {.wants = {repository.head("main")}, .haves = {}, .shallow = {}}),
            as_set(lines(repository.git("rev-list main"))));
}

TEST(Fetch, BringsOnlyWhatIsNew) {
  RealRepository repository(300);
  const std::string old = repository.head("main~25");
  EXPECT_EQ(fetched(repository, {.wants = {repository.head("main")}, .haves = {old}, .shallow = {}}),
            as_set(lines(repository.git("rev-list main ^" + old))));
}

TEST(Fetch, AHaveThatTheServerLostIsNoTrouble) {
  RealRepository repository(30);
  EXPECT_EQ(fetched(repository,
                    {.wants = {repository.head("main")}, .haves = {std::string(40, '1')}, .shallow = {}}),
            as_set(lines(repository.git("rev-list main"))));
}

TEST(Fetch, WorksForSha256) {
  RealRepository repository(40, "sha256");
  EXPECT_EQ(fetched(repository, {.wants = {repository.head("main")}, .haves = {}, .shallow = {}},
                    ObjectFormat::kSha256),
            as_set(lines(repository.git("rev-list main"))));
}

TEST(Fetch, ASliceNamesWhereItEnds) {
  RealRepository repository(100);
  const FetchOptions options{.wants = {repository.head("main")}, .haves = {}, .shallow = {}, .deepen = 10};
  Spool spool = new_spool();
  FetchAnswer reader(spool);
  ASSERT_TRUE(
      reader.feed(repository.upload_pack(fetch_request("http://x/y.git", ObjectFormat::kSha1, options).body))
          .ok());
  ASSERT_TRUE(reader.finish().ok());
  EXPECT_FALSE(reader.shallow().empty());
  EXPECT_LT(ids_in(spool).size(), 100u);
}

TEST(Fetch, ARefusalIsToldInOneCleanLine) {
  RealRepository repository(3);
  const std::string answer = test::run(
      repository.folder(), "GIT_PROTOCOL=version=2 git upload-pack --stateless-rpc . 2>/dev/null || true",
      fetch_request("http://x/y.git", ObjectFormat::kSha1,
                    {.wants = {std::string(40, '2')}, .haves = {}, .shallow = {}})
          .body);
  Spool spool = new_spool();
  FetchAnswer reader(spool);
  auto fed = reader.feed(answer);
  ASSERT_FALSE(fed.ok());
  EXPECT_NE(fed.error().message.find("not our ref"), std::string::npos) << fed.error().message;
}

TEST(Fetch, ACutAnswerIsNotWhole) {
  RealRepository repository(20);
  const std::string answer =
      repository.upload_pack(fetch_request("http://x/y.git", ObjectFormat::kSha1,
                                           {.wants = {repository.head("main")}, .haves = {}, .shallow = {}})
                                 .body);
  for (std::size_t cut = 0; cut + 1 < answer.size(); cut += 13) {
    Spool spool = new_spool();
    FetchAnswer reader(spool);
    if (reader.feed(std::string_view(answer).substr(0, cut)).ok()) EXPECT_FALSE(reader.finish().ok()) << cut;
  }
}

TEST(Fetch, TheSpoolLimitHoldsAndIsNamed) {
  RealRepository repository(50);
  auto spool = Spool::create("", 100);
  FetchAnswer reader(*spool);
  auto fed = reader.feed(
      repository.upload_pack(fetch_request("http://x/y.git", ObjectFormat::kSha1,
                                           {.wants = {repository.head("main")}, .haves = {}, .shallow = {}})
                                 .body));
  ASSERT_FALSE(fed.ok());
  EXPECT_EQ(fed.error().code, base::Code::kTooLarge);
  EXPECT_LE(spool->size(), 100u);
}

}  // namespace
}  // namespace dvcs::git
