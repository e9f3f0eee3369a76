#include "codec/request_reader.hpp"

#include <gmock/gmock.h>

#include <limits>

#include "request_support.hpp"

namespace dvcs::codec {
namespace {

using test::Open;
using test::open_request;
using test::start_request;
using test::submit_request;
using test::Sync;
using test::sync_request;
using testing::HasSubstr;

template <class T>
std::string refusal(const base::Result<T>& result) {
  if (result.ok()) return "(accepted)";
  EXPECT_EQ(result.error().code, base::Code::kBadArgument);
  return result.error().message;
}

TEST(RequestReader, ReadsStart) {
  auto start = read_start(start_request({"der one", std::string("\0\1", 2)}, "dvcs/1.0"));
  ASSERT_TRUE(start.ok());
  EXPECT_EQ(start->user_agent, "dvcs/1.0");
  EXPECT_EQ(start->trust_anchors_der, (std::vector<std::string>{"der one", std::string("\0\1", 2)}));
}

TEST(RequestReader, RefusesABadStart) {
  EXPECT_THAT(refusal(read_start(start_request({""}, "a"))), HasSubstr("trust anchor is empty"));
  EXPECT_THAT(refusal(read_start(start_request({}, "a\r\nX: y"))), HasSubstr("control character"));
}

TEST(RequestReader, ReadsTheProxies) {
  auto start =
      read_start(start_request({}, "a", {{}, {.scheme = "http", .tls = false}}, {"*.corp", "localhost"}));
  ASSERT_TRUE(start.ok()) << start.error().message;
  ASSERT_EQ(start->proxies.size(), 2u);
  const ProxyServer& secure = start->proxies[0];
  EXPECT_TRUE(secure.for_https && secure.tls);
  EXPECT_EQ(secure.host, "proxy.example.com");
  EXPECT_EQ(secure.port, 3128);
  EXPECT_EQ(secure.user, "jira");
  EXPECT_EQ(secure.password, "s3cret");
  EXPECT_FALSE(start->proxies[1].for_https || start->proxies[1].tls);
  EXPECT_EQ(start->non_proxy_hosts, (std::vector<std::string>{"*.corp", "localhost"}));
}

TEST(RequestReader, RefusesBadProxiesWithoutTheirPassword) {
  for (const test::WireProxy& bad :
       {test::WireProxy{.scheme = "socks"}, test::WireProxy{.host = ""}, test::WireProxy{.host = "a\r\nb"},
        test::WireProxy{.port = 0}, test::WireProxy{.user = "a\nb"},
        test::WireProxy{.password = "s3cret\n"}}) {
    const auto message = refusal(read_start(start_request({}, "a", {bad})));
    EXPECT_THAT(message, HasSubstr("proxy"));
    EXPECT_THAT(message, testing::Not(HasSubstr("s3cret")));
  }
}

TEST(RequestReader, ReadsTrustLaneAndShare) {
  auto open =
      read_open(open_request({.ca = {"der"}, .live = true, .budget_share = 0.5F, .spool_folder = "/tmp/x"}));
  ASSERT_TRUE(open.ok()) << open.error().message;
  EXPECT_EQ(open->ca_der, std::vector<std::string>{"der"});
  EXPECT_TRUE(open->live);
  EXPECT_EQ(open->budget_share, 0.5);
  EXPECT_EQ(open->spool_folder, "/tmp/x");
  EXPECT_THAT(refusal(read_open(open_request({.ca = {""}}))),
              HasSubstr("CA certificate of the account is empty"));
  for (float share : {0.0F, -1.0F, 1.5F, std::numeric_limits<float>::quiet_NaN()})
    EXPECT_THAT(refusal(read_open(open_request({.budget_share = share}))),
                HasSubstr("share of the rate limit"));
  EXPECT_THAT(refusal(read_open(open_request({.spool_folder = "a\nb"}))), HasSubstr("spool folder"));
}

TEST(RequestReader, ReadsOpen) {
  auto open = read_open(open_request({.lower_case = true, .underscore = true, .parallel = 8, .retry = 5}));
  ASSERT_TRUE(open.ok());
  EXPECT_EQ(open->host, Host::kGitLab);
  EXPECT_EQ(open->url, "https://gitlab.example.com");
  EXPECT_EQ(open->token, "glpat-x");
  EXPECT_TRUE(open->grammar.lower_case);
  EXPECT_TRUE(open->grammar.underscore);
  EXPECT_EQ(open->parallel_requests, 8);
  EXPECT_EQ(open->retry_seconds, 5);
}

TEST(RequestReader, KnowsEveryHost) {
  EXPECT_EQ(read_open(open_request({.host = wire::Host::Gitea}))->host, Host::kGitea);
  EXPECT_EQ(read_open(open_request({.host = wire::Host::GitHub}))->host, Host::kGitHub);
  EXPECT_EQ(read_open(open_request({.host = wire::Host::Bitbucket}))->host, Host::kBitbucket);
}

TEST(RequestReader, RefusesABadOpenInWords) {
  EXPECT_THAT(refusal(read_open(open_request({.host = wire::Host::Unknown}))), HasSubstr("host"));
  EXPECT_THAT(refusal(read_open(open_request({.host = static_cast<wire::Host>(77)}))), HasSubstr("host"));
  EXPECT_THAT(refusal(read_open(open_request({.url = ""}))), HasSubstr("URL"));
  EXPECT_THAT(refusal(read_open(open_request({.url = "https://x\n"}))), HasSubstr("URL"));
  EXPECT_THAT(refusal(read_open(open_request({.url = "https://\xff"}))), HasSubstr("no UTF-8"));
  EXPECT_THAT(refusal(read_open(open_request({.parallel = 0}))), HasSubstr("parallel"));
  EXPECT_THAT(refusal(read_open(open_request({.parallel = 1000}))), HasSubstr("parallel"));
  EXPECT_THAT(refusal(read_open(open_request({.retry = -1}))), HasSubstr("retries"));
}

TEST(RequestReader, ARefusalNeverRepeatsTheToken) {
  auto message = refusal(read_open(open_request({.token = "secret\nvalue"})));
  EXPECT_THAT(message, HasSubstr("token"));
  EXPECT_THAT(message, testing::Not(HasSubstr("secret")));
}

TEST(RequestReader, ReadsCheckAccount) {
  auto job = read_submit(submit_request(3, wire::JobKind::CheckAccount,
                                        [](auto& wire) { return wire::CreateCheckAccount(wire).Union(); }));
  ASSERT_TRUE(job.ok());
  EXPECT_EQ(job->id, 3u);
  EXPECT_TRUE(std::holds_alternative<CheckAccount>(job->job));
}

TEST(RequestReader, ReadsListRepositories) {
  auto job = read_submit(submit_request(4, wire::JobKind::ListRepositories, [](auto& wire) {
    auto owner = wire.CreateString("acme/sub");
    wire::Moment since(55, -60);
    return wire::CreateListRepositories(wire, owner, 12, &since).Union();
  }));
  ASSERT_TRUE(job.ok());
  const auto& list = std::get<ListRepositories>(job->job);
  EXPECT_EQ(list.owner, "acme/sub");
  EXPECT_EQ(list.only_id, 12);
  EXPECT_EQ(list.active_since, (Moment{55, -60}));
}

TEST(RequestReader, AnAbsentOwnerIsTheWholeInstance) {
  auto job = read_submit(submit_request(4, wire::JobKind::ListRepositories, [](auto& wire) {
    return wire::CreateListRepositories(wire).Union();
  }));
  ASSERT_TRUE(job.ok());
  const auto& list = std::get<ListRepositories>(job->job);
  EXPECT_EQ(list.owner, "");
  EXPECT_EQ(list.only_id, std::nullopt);
  EXPECT_EQ(list.active_since, std::nullopt);
}

test::Buffer details_request(std::size_t id_bytes) {
  return submit_request(9, wire::JobKind::LoadDetails, [&](test::Wire& wire) {
    auto path = wire.CreateString("g/p");
    auto repository = wire::CreateRepository(wire, 5, path);
    auto sha = wire.CreateVector(std::vector<std::uint8_t>(id_bytes, 0xab));
    auto email = wire.CreateString("ada@example.com");
    const std::vector<flatbuffers::Offset<wire::CommitAuthor>> authors{
        wire::CreateCommitAuthor(wire, sha, email)};
    auto vector = wire.CreateVector(authors);
    return wire::CreateLoadDetails(wire, repository, 0, 0, vector).Union();
  });
}

TEST(RequestReader, ReadsWhomCommitsName) {
  auto job = read_submit(details_request(32));
  ASSERT_TRUE(job.ok()) << job.error().message;
  const auto& details = std::get<LoadDetails>(job->job);
  EXPECT_EQ(details.repository.path, "g/p");
  EXPECT_TRUE(details.commits.empty());
  ASSERT_EQ(details.authors.size(), 1U);
  EXPECT_EQ(details.authors[0].sha.size(), 64U);
  EXPECT_EQ(details.authors[0].author_email, "ada@example.com");
  EXPECT_EQ(details.authors[0].committer_email, "") << "absent";
  EXPECT_THAT(refusal(read_submit(details_request(19))), HasSubstr("20 nor 32"));
}

TEST(RequestReader, ReadsSyncRepository) {
  auto job = read_submit(sync_request());
  ASSERT_TRUE(job.ok());
  const auto& sync = std::get<SyncRepository>(job->job);
  EXPECT_EQ(sync.repository.id, 5);
  EXPECT_EQ(sync.repository.path, "g/p");
  EXPECT_EQ(sync.repository.default_branch, "main");
  EXPECT_TRUE(sync.repository.archived);
  ASSERT_EQ(sync.known.size(), 2u);
  EXPECT_EQ(sync.known[0].name, "main");
  EXPECT_EQ(sync.known[0].sha.size(), 40u);
  EXPECT_EQ(sync.known[1].sha, std::string(64, 'a').replace(0, 64, [] {
    std::string text;
    for (int i = 0; i < 32; ++i) text += "ab";
    return text;
  }()));
  EXPECT_EQ(sync.cursor, std::string("\x01\0\xff", 3));
  EXPECT_EQ(sync.merge_requests_since, (Moment{77, 120}));
  EXPECT_TRUE(sync.full);
}

TEST(RequestReader, RefusesABadSyncInWords) {
  EXPECT_THAT(refusal(read_submit(sync_request({.repository = 0}))), HasSubstr("id is not positive"));
  EXPECT_THAT(refusal(read_submit(sync_request({.known = {{"", 20}}}))), HasSubstr("no name"));
  EXPECT_THAT(refusal(read_submit(sync_request({.known = {{"main", 19}}}))), HasSubstr("20 nor 32"));
  EXPECT_THAT(refusal(read_submit(sync_request({.known = {{"main", 0}}}))), HasSubstr("20 nor 32"));
  EXPECT_THAT(refusal(read_submit(sync_request({.offset = 2000}))), HasSubstr("offset"));
}

TEST(RequestReader, RefusesAJobOfNoKind) {
  EXPECT_THAT(refusal(read_submit(submit_request(1, wire::JobKind::NONE, [](auto&) { return 0; }))),
              HasSubstr("no content"));
  EXPECT_THAT(refusal(read_submit(submit_request(1, wire::JobKind::SyncRepository, [](auto&) { return 0; }))),
              HasSubstr("no content"));
  EXPECT_THAT(
      refusal(read_submit(submit_request(1, static_cast<wire::JobKind>(99),
                                         [](auto& wire) { return wire::CreateCheckAccount(wire).Union(); }))),
      HasSubstr("kind"));
  EXPECT_THAT(
      refusal(read_submit(submit_request(0, wire::JobKind::CheckAccount,
                                         [](auto& wire) { return wire::CreateCheckAccount(wire).Union(); }))),
      HasSubstr("number is 0"));
}

TEST(RequestReader, RefusesTheWrongPart) {
  EXPECT_THAT(refusal(read_start(open_request())), HasSubstr("start"));
  EXPECT_THAT(refusal(read_open(sync_request())), HasSubstr("open"));
  EXPECT_THAT(refusal(read_submit(start_request({}, ""))), HasSubstr("no job"));
}

TEST(RequestReader, RefusesNoneAndTwoParts) {
  test::Wire none;
  none.Finish(wire::CreateRequest(none));
  EXPECT_THAT(refusal(read_open(test::take(none))), HasSubstr("0 of open"));
  test::Wire two;
  auto url = two.CreateString("https://x");
  auto open = wire::CreateOpenSession(two, wire::Host::GitLab, url);
  auto start = wire::CreateStartCore(two);
  two.Finish(wire::CreateRequest(two, open, 0, start));
  EXPECT_THAT(refusal(read_open(test::take(two))), HasSubstr("2 of open"));
}

TEST(RequestReader, RefusesWhatIsTooLargeUnread) {
  test::Buffer large(kRequestBytes + 1);
  EXPECT_THAT(refusal(read_open(large)), HasSubstr("64 MiB"));
}

}  // namespace
}  // namespace dvcs::codec
