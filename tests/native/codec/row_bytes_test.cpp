#include "codec/row_bytes.hpp"

#include <random>

#include "wire_support.hpp"

namespace dvcs::codec {
namespace {

TEST(KeysThatFit, AreAllInAnyHonestRow) {
  std::vector<std::string> keys(1000, "PROJECT-123456");
  EXPECT_EQ(keys_that_fit(keys), 1000u);
  EXPECT_EQ(keys_that_fit({}), 0u);
}

TEST(KeysThatFit, AreBounded) {
  std::vector<std::string> keys(1'000'000, "PROJECT-123456");
  auto fit = keys_that_fit(keys);
  EXPECT_LT(fit, keys.size());
  EXPECT_GT(fit, 100'000u);
}

// The bound must hold for every row, or a batch could outgrow its buffer.
TEST(RowBytes, IsNeverLessThanWhatARowTakes) {
  std::mt19937 random(1);
  auto text = [&](std::size_t most) { return std::string(random() % (most + 1), 'x'); };
  for (int round = 0; round < 500; ++round) {
    Commit row = test::commit('a', text(100'000));
    row.sha = test::hex('b', random() % 2 ? 40 : 64);
    row.author = {text(300), text(300)};
    row.committer = {text(300), text(300)};
    row.web_url = text(300);
    row.keys.assign(random() % 50, text(40));
    BatchBuilder builder(1, 1);
    builder.add(row);
    ASSERT_LE(builder.bytes(), row_bytes(row));

    Branch branch{text(500), row.sha, false, false, row.keys};
    auto before = builder.bytes();
    builder.add(branch);
    ASSERT_LE(builder.bytes() - before, row_bytes(branch));

    MergeRequest request{1,        text(500), "",       {},       false,
                         text(99), text(99),  text(99), text(99), {},
                         text(99), {},        {},       {},       {{text(9), text(99)}},
                         row.keys};
    before = builder.bytes();
    builder.add(request);
    ASSERT_LE(builder.bytes() - before, row_bytes(request));

    Repository repository{1, text(99), text(99), text(99), text(99), text(99), false, false, Moment{}};
    before = builder.bytes();
    builder.add(repository);
    ASSERT_LE(builder.bytes() - before, row_bytes(repository));

    AuthorVerification verification{row.sha, false, text(500)};
    before = builder.bytes();
    builder.add(verification);
    ASSERT_LE(builder.bytes() - before, row_bytes(verification));

    HookStanding hook;
    hook.paused_until = Moment{};
    hook.last_status = text(99);
    hook.found = text(100'000);
    hook.remedy = text(300);
    before = builder.bytes();
    builder.add(hook);
    ASSERT_LE(builder.bytes() - before, row_bytes(hook));

    TokenAnswer answer;
    answer.access_token = Secret(text(16'000));
    answer.refresh_token = Secret(text(99));
    answer.scope = text(99);
    answer.why = text(500);
    before = builder.bytes();
    builder.add(answer);
    ASSERT_LE(builder.bytes() - before, row_bytes(answer));

    TokenStanding standing;
    standing.expires = Moment{};
    standing.scopes = {text(9), text(99), ""};
    standing.why = text(300);
    before = builder.bytes();
    builder.add(standing);
    ASSERT_LE(builder.bytes() - before, row_bytes(standing));

    Skipped skipped{text(99), text(99)};
    before = builder.bytes();
    builder.add(skipped);
    builder.add(Deleted{DeletedKind::kBranch, skipped.what});
    builder.add(Log{LogLevel::kInfo, skipped.why});
    ASSERT_LE(builder.bytes() - before,
              row_bytes(skipped) + row_bytes(Deleted{{}, skipped.what}) + row_bytes(Log{{}, skipped.why}));
  }
}

TEST(RowBytes, CountsEveryHeadOfAFinish) {
  Finished end;
  auto empty = row_bytes(end);
  end.heads.assign(1000, Branch{"some/branch", test::hex('a'), false, false, {}});
  EXPECT_GE(row_bytes(end), empty + 1000 * (11 + 20));
  BatchBuilder builder(1, 1);
  builder.set(end);
  EXPECT_LE(test::received(std::move(builder).finish(1)).size(), row_bytes(end) + 256);
}

}  // namespace
}  // namespace dvcs::codec
