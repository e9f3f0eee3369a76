#include "codec/batch_builder.hpp"

#include "codec/row_bytes.hpp"
#include "wire_support.hpp"

namespace dvcs::codec {
namespace {

using test::bytes_hex;
using test::hex;
using test::received;
using test::str;

TEST(BatchBuilder, CarriesItsHeader) {
  BatchBuilder builder(7, 42);
  EXPECT_TRUE(builder.empty());
  builder.set(Checkpoint{std::string("\0cursor\xff", 8)});
  EXPECT_FALSE(builder.empty());
  auto batch = received(std::move(builder).finish(99));
  EXPECT_EQ(batch->schema_version(), 1);
  EXPECT_EQ(batch->sequence(), 99u);
  EXPECT_EQ(batch->job(), 7u);
  EXPECT_EQ(batch->repository_id(), 42);
  EXPECT_EQ(bytes_hex(batch->cursor()), "00637572736f72ff");
  EXPECT_EQ(batch->commits(), nullptr);
  EXPECT_EQ(batch->finished(), nullptr);
}

TEST(BatchBuilder, WithoutCheckpointThereIsNoCursorAndAnEmptyOneIsNone) {
  auto without = received(BatchBuilder(1, 1).finish(1));
  EXPECT_EQ(without->cursor(), nullptr);
  BatchBuilder builder(1, 1);
  builder.set(Checkpoint{""});
  auto with = received(std::move(builder).finish(1));
  ASSERT_NE(with->cursor(), nullptr);
  EXPECT_EQ(with->cursor()->size(), 0u);
}

TEST(BatchBuilder, CarriesEveryFieldOfACommit) {
  auto row = test::commit('a');
  row.keys = {"KEY-1", "ABC-22"};
  BatchBuilder builder(1, 1);
  builder.add(row);
  auto batch = received(std::move(builder).finish(1));
  const auto* read = batch->commits()->Get(0);
  EXPECT_EQ(bytes_hex(read->sha()), hex('a'));
  EXPECT_EQ(read->parent_count(), 1);
  EXPECT_EQ(str(read->author()->name()), "Ada");
  EXPECT_EQ(str(read->author()->email()), "ada@example.com");
  EXPECT_EQ(str(read->committer()->name()), "Bob");
  EXPECT_EQ(str(read->committer()->email()), "bob@example.com");
  EXPECT_EQ(read->authored()->seconds(), 1632131422);
  EXPECT_EQ(read->authored()->offset_minutes(), 120);
  EXPECT_EQ(read->committed()->seconds(), 1632131423);
  EXPECT_EQ(read->committed()->offset_minutes(), -300);
  EXPECT_EQ(str(read->message()), "KEY-1 work");
  EXPECT_FALSE(read->message_cut());
  EXPECT_EQ(str(read->web_url()), "https://forge.example/c");
  ASSERT_EQ(read->keys()->size(), 2u);
  EXPECT_EQ(str(read->keys()->Get(1)), "ABC-22");
}

TEST(BatchBuilder, CarriesOddButLegalCommits) {
  auto row = test::commit('b');
  row.sha = hex('c', 64);
  row.parents.assign(64, hex('d', 64));
  row.message = std::string("emoji \xF0\x9F\x98\x80 and\0nul", 18);
  row.author = {"", ""};
  row.authored = {-1, -720};
  row.keys.clear();
  BatchBuilder builder(1, 1);
  builder.add(row);
  auto batch = received(std::move(builder).finish(1));
  const auto* read = batch->commits()->Get(0);
  EXPECT_EQ(bytes_hex(read->sha()), hex('c', 64));
  EXPECT_EQ(read->parent_count(), 64);
  EXPECT_EQ(str(read->message()), row.message);
  EXPECT_EQ(str(read->author()->name()), "");
  EXPECT_EQ(read->authored()->seconds(), -1);
  EXPECT_EQ(read->keys()->size(), 0u);
}

TEST(BatchBuilder, CutsALongMessageAtACodePointAndSaysSo) {
  auto row = test::commit('a', std::string(kTextBytes - 1, 'x') + "\xC3\xA9 tail");
  BatchBuilder builder(1, 1);
  builder.add(row);
  row.message = std::string(kTextBytes, 'y');
  builder.add(row);
  auto batch = received(std::move(builder).finish(1));
  EXPECT_EQ(batch->commits()->Get(0)->message()->size(), kTextBytes - 1);
  EXPECT_TRUE(batch->commits()->Get(0)->message_cut());
  EXPECT_EQ(batch->commits()->Get(1)->message()->size(), kTextBytes);
  EXPECT_FALSE(batch->commits()->Get(1)->message_cut());
}

TEST(BatchBuilder, AnIdThatIsNoHexadecimalNumberIsEmptyNotWrong) {
  for (const char* sha : {"xyz", "abc", "0g", "", "12 4"}) {
    auto row = test::commit('a');
    row.sha = sha;
    BatchBuilder builder(1, 1);
    builder.add(row);
    EXPECT_EQ(received(std::move(builder).finish(1))->commits()->Get(0)->sha()->size(), 0u) << sha;
  }
}

TEST(BatchBuilder, CarriesRepositoriesAndBranches) {
  BatchBuilder builder(1, 0);
  builder.add(Repository{5, "g/sub/p", "p", "https://w", "https://c", "main", true, true, Moment{9, 60}});
  Repository bare;
  bare.id = 6;
  builder.add(bare);
  builder.add(Branch{"feature/KEY-9 #%\xF0\x9F\x98\x80", hex('e'), true, false, {"KEY-9"}});
  auto batch = received(std::move(builder).finish(1));
  const auto* full = batch->repositories()->Get(0);
  EXPECT_EQ(full->id(), 5);
  EXPECT_EQ(str(full->path()), "g/sub/p");
  EXPECT_EQ(str(full->name()), "p");
  EXPECT_EQ(str(full->web_url()), "https://w");
  EXPECT_EQ(str(full->clone_url()), "https://c");
  EXPECT_EQ(str(full->default_branch()), "main");
  EXPECT_TRUE(full->archived());
  EXPECT_TRUE(full->empty());
  EXPECT_EQ(full->last_activity()->seconds(), 9);
  EXPECT_EQ(full->last_activity()->offset_minutes(), 60);
  EXPECT_EQ(batch->repositories()->Get(1)->last_activity(), nullptr) << "unknown is not 1970";
  const auto* branch = batch->branches()->Get(0);
  EXPECT_EQ(str(branch->name()), "feature/KEY-9 #%\xF0\x9F\x98\x80");
  EXPECT_EQ(bytes_hex(branch->sha()), hex('e'));
  EXPECT_TRUE(branch->is_default());
  EXPECT_EQ(str(branch->keys()->Get(0)), "KEY-9");
}

TEST(BatchBuilder, CarriesMergeRequestsInEveryState) {
  using State = MergeRequestState;
  const std::pair<State, wire::MergeRequestState> states[] = {
      {State::kOpened, wire::MergeRequestState::Opened},
      {State::kClosed, wire::MergeRequestState::Closed},
      {State::kMerged, wire::MergeRequestState::Merged},
      {State::kLocked, wire::MergeRequestState::Locked}};
  BatchBuilder builder(1, 1);
  for (const auto& [state, expected] : states)
    builder.add(MergeRequest{3,
                             "title",
                             "d",
                             state,
                             true,
                             "src",
                             "dst",
                             "ada",
                             "Ada L",
                             {8, 0},
                             "https://m",
                             hex('a'),
                             hex('b'),
                             "",
                             {{"bob", "Bob", ReviewState::kApproved}},
                             {"K-1"},
                             state != State::kClosed});
  auto batch = received(std::move(builder).finish(1));
  for (unsigned i = 0; i < 4; ++i) {
    EXPECT_EQ(batch->merge_requests()->Get(i)->head_sha()->size(), 20u);
    EXPECT_EQ(batch->merge_requests()->Get(i)->squash_commit_sha()->size(), 0u);
    EXPECT_EQ(batch->merge_requests()->Get(i)->reviewers()->Get(0)->state(), wire::ReviewState::Approved);
    const auto* read = batch->merge_requests()->Get(i);
    EXPECT_EQ(read->state(), states[i].second);
    EXPECT_EQ(read->keys_incomplete(), states[i].first == State::kClosed);
    EXPECT_EQ(read->iid(), 3);
    EXPECT_EQ(str(read->title()), "title");
    EXPECT_TRUE(read->draft());
    EXPECT_EQ(str(read->source_branch()), "src");
    EXPECT_EQ(str(read->target_branch()), "dst");
    EXPECT_EQ(str(read->author()), "ada");
    EXPECT_EQ(str(read->author_name()), "Ada L");
    EXPECT_EQ(read->updated()->seconds(), 8);
    EXPECT_EQ(str(read->web_url()), "https://m");
    EXPECT_EQ(read->keys()->size(), 1u);
  }
}

TEST(BatchBuilder, CarriesDeletionsSkipsLogsAndProgress) {
  BatchBuilder builder(1, 1);
  builder.add(Deleted{DeletedKind::kBranch, "old"});
  builder.add(Deleted{DeletedKind::kCommit, hex('a')});
  builder.add(Deleted{DeletedKind::kMergeRequest, "12"});
  builder.add(Skipped{"commit 3", "no id"});
  builder.add(Log{LogLevel::kWarning, "slow"});
  builder.set(Progress{"commits", 1, 2, 3});
  builder.set(Progress{"branches", 4, 5, 6});
  auto batch = received(std::move(builder).finish(1));
  EXPECT_EQ(batch->deleted()->Get(0)->kind(), wire::DeletedKind::Branch);
  EXPECT_EQ(batch->deleted()->Get(1)->kind(), wire::DeletedKind::Commit);
  EXPECT_EQ(batch->deleted()->Get(2)->kind(), wire::DeletedKind::MergeRequest);
  EXPECT_EQ(str(batch->deleted()->Get(2)->id()), "12");
  EXPECT_EQ(str(batch->skipped()->Get(0)->what()), "commit 3");
  EXPECT_EQ(str(batch->skipped()->Get(0)->why()), "no id");
  EXPECT_EQ(batch->logs()->Get(0)->level(), wire::LogLevel::Warning);
  EXPECT_EQ(str(batch->logs()->Get(0)->message()), "slow");
  EXPECT_EQ(str(batch->progress()->phase()), "branches") << "the newest only";
  EXPECT_EQ(batch->progress()->requests(), 4u);
  EXPECT_EQ(batch->progress()->commits_seen(), 5u);
  EXPECT_EQ(batch->progress()->bytes_in(), 6u);
}

TEST(BatchBuilder, CarriesDetailsAndFindings) {
  BatchBuilder builder(1, 1);
  builder.add(CommitChanges{hex('c'), {{"new.txt", "old.txt", ChangeKind::kRenamed, 4, 2}}, 9, false});
  builder.add(MergeRequestReview{5, {{"eve", "Eve", ReviewState::kChangesRequested}}, true});
  builder.add(Finding{"TLS", Outcome::kFailed, "The certificate has expired.", "Renew it."});
  auto batch = received(std::move(builder).finish(1));
  const auto* changes = batch->commit_changes()->Get(0);
  EXPECT_EQ(changes->files()->Get(0)->old_path()->str(), "old.txt");
  EXPECT_EQ(changes->files()->Get(0)->kind(), wire::ChangeKind::Renamed);
  EXPECT_EQ(changes->files()->Get(0)->added_lines(), 4);
  EXPECT_EQ(changes->files_changed(), 9);
  EXPECT_FALSE(changes->complete());
  const auto* review = batch->reviews()->Get(0);
  EXPECT_TRUE(review->approved());
  EXPECT_EQ(review->reviewers()->Get(0)->state(), wire::ReviewState::ChangesRequested);
  const auto* finding = batch->findings()->Get(0);
  EXPECT_EQ(finding->outcome(), wire::Outcome::Failed);
  EXPECT_EQ(finding->remedy()->str(), "Renew it.");
}

TEST(BatchBuilder, CarriesWhetherTheForgeVouchesForAuthors) {
  BatchBuilder builder(1, 1);
  builder.add(AuthorVerification{hex('c'), true, ""});
  builder.add(AuthorVerification{hex('d'), false, "The commit is not signed."});
  auto batch = received(std::move(builder).finish(1));
  ASSERT_EQ(batch->author_verifications()->size(), 2u);
  EXPECT_EQ(bytes_hex(batch->author_verifications()->Get(0)->sha()), hex('c'));
  EXPECT_TRUE(batch->author_verifications()->Get(0)->verified());
  EXPECT_FALSE(batch->author_verifications()->Get(1)->verified());
  EXPECT_EQ(batch->author_verifications()->Get(1)->reason()->str(), "The commit is not signed.");
}

TEST(BatchBuilder, CarriesWebhooks) {
  BatchBuilder builder(1, 0);
  builder.add(HookStanding{42, 7, Outcome::kWarning, HookState::kPaused, HookChange::kUpdated, Moment{99, 0},
                           true, "500", "It is paused.", "Look at Jira's log."});
  HookStanding missing;
  missing.state = HookState::kMissing;
  builder.add(missing);
  auto batch = received(std::move(builder).finish(1));
  const auto* hook = batch->hooks()->Get(0);
  EXPECT_EQ(hook->repository_id(), 42);
  EXPECT_EQ(hook->hook_id(), 7);
  EXPECT_EQ(hook->outcome(), wire::Outcome::Warning);
  EXPECT_EQ(hook->state(), wire::HookState::Paused);
  EXPECT_EQ(hook->change(), wire::HookChange::Updated);
  EXPECT_EQ(hook->paused_until()->seconds(), 99);
  EXPECT_TRUE(hook->signs());
  EXPECT_EQ(str(hook->last_status()), "500");
  EXPECT_EQ(str(hook->found()), "It is paused.");
  EXPECT_EQ(str(hook->remedy()), "Look at Jira's log.");
  EXPECT_EQ(batch->hooks()->Get(1)->paused_until(), nullptr);
  EXPECT_EQ(batch->hooks()->Get(1)->state(), wire::HookState::Missing);
}

TEST(BatchBuilder, CarriesTokens) {
  BatchBuilder builder(1, 0);
  builder.add(TokenAnswer{TokenResult::kDone, Secret("access"), Secret("refresh"), 7200, 1'700'000'000, "api",
                          "", ""});
  builder.add(TokenAnswer{TokenResult::kRefused, {}, {}, 0, 0, "", "invalid_grant", "Authorise again."});
  builder.add(TokenStanding{TokenState::kValid, Moment{99, 0}, {"api", "read_user"}, "jira", ""});
  builder.add(TokenStanding{});
  auto batch = received(std::move(builder).finish(1));
  const auto* done = batch->token_answers()->Get(0);
  EXPECT_EQ(done->result(), wire::TokenResult::Done);
  EXPECT_EQ(str(done->access_token()), "access");
  EXPECT_EQ(str(done->refresh_token()), "refresh");
  EXPECT_EQ(done->expires_in(), 7200);
  EXPECT_EQ(done->created_at(), 1'700'000'000);
  EXPECT_EQ(str(done->scope()), "api");
  const auto* refused = batch->token_answers()->Get(1);
  EXPECT_EQ(refused->result(), wire::TokenResult::Refused);
  EXPECT_EQ(str(refused->error()), "invalid_grant");
  EXPECT_EQ(str(refused->why()), "Authorise again.");
  const auto* standing = batch->token_standings()->Get(0);
  EXPECT_EQ(standing->state(), wire::TokenState::Valid);
  EXPECT_EQ(standing->expires()->seconds(), 99);
  EXPECT_EQ(str(standing->scopes()->Get(1)), "read_user");
  EXPECT_EQ(str(standing->name()), "jira");
  EXPECT_EQ(batch->token_standings()->Get(1)->state(), wire::TokenState::Unknown);
  EXPECT_EQ(batch->token_standings()->Get(1)->expires(), nullptr);
}

// The longest tokens that the core takes reach Java uncut.
TEST(BatchBuilder, CutsNoToken) {
  const std::string longest(16U << 10, 'x');
  BatchBuilder builder(1, 0);
  builder.add(TokenAnswer{TokenResult::kDone, Secret(longest), Secret(longest), 0, 0, "", "", ""});
  auto batch = received(std::move(builder).finish(1));
  EXPECT_EQ(str(batch->token_answers()->Get(0)->refresh_token()), longest);
}

TEST(BatchBuilder, CarriesTheEndOfAJob) {
  BatchBuilder builder(1, 1);
  Finished end{20,        "refused",    true, {Branch{"main", hex('f'), true, false, {}}},
               "17.5.0",  "ada",        10,   2,
               "group:7", Source::kGit, true};
  builder.set(end);
  auto batch = received(std::move(builder).finish(1));
  EXPECT_EQ(batch->finished()->owner_hint()->str(), "group:7");
  EXPECT_EQ(batch->finished()->source(), wire::Source::Git);
  EXPECT_TRUE(batch->finished()->history_incomplete());
  const auto* read = batch->finished();
  EXPECT_EQ(read->error_code(), 20);
  EXPECT_EQ(str(read->error()), "refused");
  EXPECT_TRUE(read->complete());
  EXPECT_EQ(str(read->heads()->Get(0)->name()), "main");
  EXPECT_EQ(bytes_hex(read->heads()->Get(0)->sha()), hex('f'));
  EXPECT_EQ(str(read->server_version()), "17.5.0");
  EXPECT_EQ(str(read->user()), "ada");
  EXPECT_EQ(read->commits_emitted(), 10u);
  EXPECT_EQ(read->skipped(), 2u);
}

// The size of one known row: a change here is a change of what crosses the boundary, wanted or not.
TEST(BatchBuilder, OneCommitHasAKnownSize) {
  BatchBuilder builder(1, 1);
  builder.add(test::commit('a'));
  EXPECT_EQ(received(std::move(builder).finish(1)).size(), 336u);
}

TEST(BatchBuilder, RepeatedPeopleCostTheirTextOnce) {
  auto size = [](int rows, const std::string& name) {
    BatchBuilder builder(1, 1);
    for (int i = 0; i < rows; ++i) {
      auto row = test::commit('a');
      row.author.name = name;
      builder.add(row);
    }
    return received(std::move(builder).finish(1)).size();
  };
  auto long_name = std::string(1000, 'n');
  EXPECT_LT(size(10, long_name) - size(10, "n"), 1100u);
}

}  // namespace
}  // namespace dvcs::codec
