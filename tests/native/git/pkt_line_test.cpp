#include "git/pkt_line.hpp"

#include <gtest/gtest.h>

#include <random>
#include <vector>

namespace dvcs::git {
namespace {

TEST(PktLine, ReadsBackWhatWasWrittenInPiecesOfAnySize) {
  std::string stream;
  put_line(stream, "command=ls-refs");
  put_delimiter(stream);
  put_data(stream, std::string(kMaxPktPayload, 'x'));
  put_data(stream, "");
  put_flush(stream);
  for (std::size_t piece : {std::size_t{1}, std::size_t{3}, std::size_t{4096}, stream.size()}) {
    PktReader reader;
    std::vector<std::pair<PktKind, std::string>> got;
    for (std::size_t at = 0; at < stream.size(); at += piece) {
      reader.feed(std::string_view(stream).substr(at, piece));
      Pkt packet;
      for (;;) {
        auto more = reader.next(packet);
        ASSERT_TRUE(more.ok());
        if (!*more) break;
        got.emplace_back(packet.kind, packet.payload);
      }
    }
    ASSERT_EQ(got.size(), 5u) << piece;
    EXPECT_EQ(got[0].second, "command=ls-refs\n");
    EXPECT_EQ(got[1].first, PktKind::kDelimiter);
    EXPECT_EQ(got[2].second.size(), kMaxPktPayload);
    EXPECT_EQ(got[3].first, PktKind::kData);
    EXPECT_EQ(got[4].first, PktKind::kFlush);
    EXPECT_TRUE(reader.at_boundary());
  }
}

TEST(PktLine, RefusesWhatIsNoLength) {
  for (const char* bad : {"0003", "zzzz", "-001", "fff1", "ffff", "<htm", "+004", "0x10"}) {
    PktReader reader;
    reader.feed(bad);
    Pkt packet;
    EXPECT_FALSE(reader.next(packet).ok()) << bad;
  }
}

TEST(PktLine, AnyBytesEndInPacketsOrAnError) {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes;
    for (unsigned i = random() % 60; i > 0; --i)
      bytes.push_back(random() % 3 != 0 ? "0123456789abcdef"[random() % 16] : static_cast<char>(random()));
    PktReader reader;
    reader.feed(bytes);
    Pkt packet;
    for (int packets = 0;; ++packets) {
      auto more = reader.next(packet);
      if (!more.ok() || !*more) break;
      ASSERT_LT(packets, 20);
    }
  }
}

}  // namespace
}  // namespace dvcs::git
