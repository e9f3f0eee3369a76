#include "net/gunzip.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "net/gzip.hpp"

namespace dvcs::net {
namespace {

using base::Code;

struct Unpacked {
  std::string text;
  base::Status fed;
  base::Status finished;
};

Unpacked unpack(const std::string& packed, std::size_t step) {
  Unpacked out;
  Gunzip gunzip("host", [&out](std::string_view piece) { return out.text.append(piece), base::Status(); });
  for (std::size_t at = 0; at < packed.size() && out.fed.ok(); at += step) {
    out.fed = gunzip.feed(std::string_view(packed).substr(at, step));
  }
  out.finished = gunzip.finish();
  return out;
}

std::string random_text(std::size_t size, unsigned seed) {
  std::mt19937 random(seed);
  std::string text(size, '\0');
  for (char& c : text) c = static_cast<char>('a' + random() % 4);
  return text;
}

TEST(Gunzip, GivesBackWhatWasPackedInPiecesOfAnySize) {
  for (std::size_t size : {0u, 1u, 100u, 16384u, 16385u, 100'000u}) {
    const std::string text = random_text(size, static_cast<unsigned>(size));
    const std::string packed = test::gzip(text);
    for (std::size_t step : {std::size_t{1}, std::size_t{7}, std::size_t{16384}, packed.size()}) {
      Unpacked got = unpack(packed, step);
      EXPECT_TRUE(got.fed.ok() && got.finished.ok());
      EXPECT_EQ(got.text, text);
    }
  }
}

TEST(Gunzip, ReadsMembersOneAfterTheOther) {
  Unpacked got = unpack(test::gzip("one ") + test::gzip("") + test::gzip("two"), 5);
  EXPECT_TRUE(got.fed.ok() && got.finished.ok());
  EXPECT_EQ(got.text, "one two");
}

TEST(Gunzip, NoticesEveryCut) {
  const std::string packed = test::gzip(random_text(500, 1));
  for (std::size_t size = 1; size < packed.size(); ++size) {
    Unpacked got = unpack(packed.substr(0, size), 64);
    EXPECT_TRUE(got.fed.ok());
    ASSERT_FALSE(got.finished.ok()) << "cut at " << size;
    EXPECT_EQ(got.finished.error().code, Code::kUnreachable);
  }
  EXPECT_TRUE(unpack("", 1).finished.ok()) << "no data at all is an empty body";
}

TEST(Gunzip, NoticesEveryFlippedByteOfTheData) {
  const std::string text = random_text(500, 2);
  const std::string packed = test::gzip(text);
  constexpr std::size_t kHeader = 10;  // its name, time and flags do not touch the content
  for (std::size_t at = kHeader; at < packed.size(); ++at) {
    std::string damaged = packed;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
    Unpacked got = unpack(damaged, damaged.size());
    EXPECT_FALSE(got.fed.ok() && got.finished.ok()) << "byte " << at;
  }
}

TEST(Gunzip, SurvivesNoise) {
  std::mt19937 random(3);
  for (int round = 0; round < 2000; ++round) {
    std::string noise = "\x1f\x8b\x08";
    for (int i = 0; i < 60; ++i) noise += static_cast<char>(random());
    unpack(noise, 1 + random() % 70);
  }
}

TEST(Gunzip, PassesOnARefusalAtOnce) {
  int pieces = 0;
  Gunzip gunzip("host", [&](std::string_view) {
    return ++pieces == 3 ? base::Status(base::Error{Code::kTooLarge, "enough"}) : base::Status();
  });
  auto fed = gunzip.feed(test::gzip(std::string(10u << 20, 'x')));
  ASSERT_FALSE(fed.ok());
  EXPECT_EQ(fed.error().code, Code::kTooLarge);
  EXPECT_EQ(pieces, 3);
}

}  // namespace
}  // namespace dvcs::net
