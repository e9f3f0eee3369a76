#include "codec/batch_sink.hpp"

#include "codec/row_bytes.hpp"
#include "wire_support.hpp"

namespace dvcs::codec {
namespace {

using std::chrono::milliseconds;
using test::commit;
using test::drain;

TEST(BatchSink, ClosesAt500Rows) {
  BatchSink sink({});
  for (int i = 0; i < 501; ++i) sink.put(1, 7, commit('a'));
  auto batches = drain(sink);
  ASSERT_EQ(batches.size(), 2u);
  EXPECT_EQ(batches[0]->commits()->size(), 500u);
  EXPECT_EQ(batches[1]->commits()->size(), 1u);
  EXPECT_EQ(batches[0]->repository_id(), 7);
}

TEST(BatchSink, ClosesBefore256KiBArePassed) {
  BatchSink sink({});
  for (int i = 0; i < 20; ++i) sink.put(1, 7, commit('a', std::string(60'000, 'm')));
  auto batches = drain(sink);
  std::size_t rows = 0;
  for (const auto& batch : batches) {
    EXPECT_LE(batch.size(), 257u << 10);
    rows += batch->commits()->size();
  }
  EXPECT_EQ(rows, 20u);
  EXPECT_EQ(batches.size(), 5u);
}

TEST(BatchSink, OneRowAboveTheBoundGoesAlone) {
  BatchSink sink({});
  auto large = commit('b');
  for (int i = 0; i < 50'000; ++i) large.keys.push_back("KEY-" + std::to_string(i));
  sink.put(1, 7, commit('a'));
  sink.put(1, 7, large);
  sink.put(1, 7, commit('c'));
  auto batches = drain(sink);
  ASSERT_EQ(batches.size(), 3u);
  EXPECT_EQ(batches[1]->commits()->size(), 1u);
  EXPECT_EQ(batches[1]->commits()->Get(0)->keys()->size(), 50'001u);
}

TEST(BatchSink, KeysBeyondAllMeasureAreNamedAsSkipped) {
  BatchSink sink({});
  auto large = commit('b');
  large.keys.assign(1'000'000, "KEY-1234567890");
  sink.put(1, 7, large);
  auto batches = drain(sink);
  ASSERT_EQ(batches.size(), 1u);
  EXPECT_LT(batches[0].size(), 16u << 20);
  ASSERT_NE(batches[0]->skipped(), nullptr);
  EXPECT_NE(test::str(batches[0]->skipped()->Get(0)->why()).find("1000000"), std::string::npos);
}

TEST(BatchSink, ACheckpointClosesAndItsCursorTravelsWithItsRows) {
  BatchSink sink({});
  sink.put(1, 7, commit('a'));
  sink.put(1, 7, Checkpoint{"one"});
  sink.put(1, 7, commit('b'));
  sink.put(1, 7, Finished{});
  auto batches = drain(sink);
  ASSERT_EQ(batches.size(), 2u);
  EXPECT_EQ(batches[0]->cursor()->size(), 3u);
  EXPECT_EQ(batches[0]->finished(), nullptr);
  EXPECT_EQ(batches[1]->cursor(), nullptr);
  EXPECT_NE(batches[1]->finished(), nullptr);
  EXPECT_EQ(batches[1]->commits()->size(), 1u);
}

TEST(BatchSink, JobsDoNotShareABatch) {
  BatchSink sink({});
  for (int i = 0; i < 3; ++i) {
    sink.put(1, 7, commit('a'));
    sink.put(2, 8, commit('b'));
  }
  sink.put(2, 8, Finished{});
  sink.put(1, 7, Finished{});
  auto batches = drain(sink);
  ASSERT_EQ(batches.size(), 2u);
  EXPECT_EQ(batches[0]->job(), 2u);
  EXPECT_EQ(batches[0]->commits()->size(), 3u);
  EXPECT_EQ(batches[1]->job(), 1u);
}

TEST(BatchSink, AJobThatGoesOnToAnotherRepositoryBeginsAnotherBatch) {
  BatchSink sink({});
  sink.put(1, 7, commit('a'));
  sink.put(1, 8, commit('b'));
  auto batches = drain(sink);
  ASSERT_EQ(batches.size(), 2u);
  EXPECT_EQ(batches[0]->repository_id(), 7);
  EXPECT_EQ(batches[1]->repository_id(), 8);
}

TEST(BatchSink, SequencesAscendFromOne) {
  BatchSink sink({});
  for (int i = 0; i < 5; ++i) sink.put(1, 7, Checkpoint{"c"});
  std::uint64_t expected = 1;
  for (const auto& batch : drain(sink)) EXPECT_EQ(batch->sequence(), expected++);
  EXPECT_EQ(expected, 6u);
}

TEST(BatchSink, AnIdlePollTakesWhatIsStillOpen) {
  BatchSink sink({});
  std::vector<std::byte> buffer(1 << 20);
  EXPECT_EQ(*sink.poll(buffer, milliseconds(0)), 0);
  sink.put(1, 7, Progress{"listing", 1, 2, 3});
  EXPECT_GT(*sink.poll(buffer, milliseconds(1)), 0);
  EXPECT_EQ(*sink.poll(buffer, milliseconds(0)), 0);
}

TEST(BatchSink, ASmallBufferIsToldTheSizeAndTheBatchStays) {
  BatchSink sink({});
  sink.put(1, 7, commit('a'));
  sink.put(1, 7, Finished{});
  std::vector<std::byte> small(8);
  auto needed = sink.poll(small, milliseconds(0));
  ASSERT_TRUE(needed.ok());
  ASSERT_LT(*needed, -8);
  EXPECT_EQ(*sink.poll(small, milliseconds(0)), *needed) << "still there";
  std::vector<std::byte> exact(static_cast<std::size_t>(-*needed));
  EXPECT_EQ(*sink.poll(exact, milliseconds(0)), -*needed);
  EXPECT_EQ(*sink.poll(exact, milliseconds(0)), 0);
}

TEST(BatchSink, UnacknowledgedBatchesCountUntilTheyAreStored) {
  int drained = 0;
  BatchSink sink([&] { ++drained; }, {.queue_bytes = 1000});
  while (!sink.full()) {
    sink.put(1, 7, commit('a'));
    sink.put(1, 7, Checkpoint{"c"});
  }
  std::vector<std::byte> buffer(1 << 20);
  std::vector<std::uint64_t> sequences;
  while (*sink.poll(buffer, milliseconds(0)) > 0)
    sequences.push_back(wire::GetBatch(buffer.data())->sequence());
  EXPECT_TRUE(sink.full()) << "polled is not stored";
  EXPECT_EQ(drained, 0);
  for (auto sequence : sequences) EXPECT_TRUE(sink.acknowledge(sequence).ok());
  EXPECT_FALSE(sink.full());
  EXPECT_EQ(drained, 1);
}

TEST(BatchSink, OpenBatchesCountToo) {
  BatchSink sink({}, {.queue_bytes = 1000});
  EXPECT_FALSE(sink.full());
  for (int i = 0; i < 10; ++i) sink.put(1, 7, commit('a'));
  EXPECT_TRUE(sink.full());
}

TEST(BatchSink, RefusesAnAcknowledgementOfWhatWasNotPolled) {
  BatchSink sink({});
  sink.put(1, 7, Finished{});
  auto early = sink.acknowledge(1);
  ASSERT_FALSE(early.ok());
  EXPECT_EQ(early.error().code, base::Code::kBadArgument);
  std::vector<std::byte> buffer(1 << 20);
  ASSERT_GT(*sink.poll(buffer, milliseconds(0)), 0);
  EXPECT_TRUE(sink.acknowledge(1).ok());
  EXPECT_FALSE(sink.acknowledge(1).ok()) << "twice";
}

TEST(BatchSink, AfterCloseOnlyClosedIsAnswered) {
  BatchSink sink({});
  sink.put(1, 7, Finished{});
  sink.close();
  sink.close();
  sink.put(1, 7, Finished{});
  std::vector<std::byte> buffer(1 << 20);
  auto answer = sink.poll(buffer, milliseconds(0));
  ASSERT_FALSE(answer.ok());
  EXPECT_EQ(answer.error().code, base::Code::kClosed);
}

TEST(BatchSink, MoreHeadsThanFitBecomeAnErrorInWords) {
  BatchSink sink({}, {.single_bytes = 100'000});
  Finished end;
  end.complete = true;
  end.heads.assign(2000, Branch{"b", test::hex('a'), false, false, {}});
  sink.put(1, 7, end);
  auto batches = drain(sink);
  ASSERT_EQ(batches.size(), 1u);
  EXPECT_EQ(batches[0]->finished()->error_code(), static_cast<int>(base::Code::kTooLarge));
  EXPECT_NE(test::str(batches[0]->finished()->error()).find("2000 branches"), std::string::npos);
  EXPECT_FALSE(batches[0]->finished()->complete());
  EXPECT_EQ(batches[0]->finished()->heads()->size(), 0u);
}

TEST(BatchSink, ALargeFinishDoesNotSwellTheRowsBeforeIt) {
  BatchSink sink({});
  sink.put(1, 7, commit('a'));
  Finished end;
  end.heads.assign(5000, Branch{"some/branch", test::hex('a'), false, false, {}});
  sink.put(1, 7, end);
  auto batches = drain(sink);
  ASSERT_EQ(batches.size(), 2u);
  EXPECT_EQ(batches[0]->commits()->size(), 1u);
  EXPECT_EQ(batches[1]->finished()->heads()->size(), 5000u);
}

}  // namespace
}  // namespace dvcs::codec
