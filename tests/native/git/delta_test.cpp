#include "git/delta.hpp"

#include <gtest/gtest.h>

#include <random>

namespace dvcs::git {
namespace {

std::string size_of(std::uint64_t value) {
  std::string bytes;
  do {
    bytes.push_back(static_cast<char>((value & 0x7f) | (value > 0x7f ? 0x80 : 0)));
    value >>= 7;
  } while (value > 0);
  return bytes;
}

std::string copy(std::uint32_t offset, std::uint32_t size) {
  std::string operands;
  unsigned flags = 0x80;
  for (unsigned i = 0; i < 4; ++i) {
    if (auto byte = static_cast<char>(offset >> (8 * i)); byte != 0) {
      flags |= 1u << i;
      operands.push_back(byte);
    }
  }
  for (unsigned i = 0; i < 3; ++i) {
    if (auto byte = static_cast<char>(size >> (8 * i)); byte != 0) {
      flags |= 0x10u << i;
      operands.push_back(byte);
    }
  }
  return static_cast<char>(flags) + operands;
}

std::string insert(const std::string& text) {
  return static_cast<char>(text.size()) + text;
}

TEST(Delta, CopiesAndInserts) {
  const std::string base = "The quick brown fox jumps over the lazy dog";
  const std::string delta = size_of(base.size()) + size_of(20) + copy(4, 11) + insert(" cat has ");
  std::string target;
  ASSERT_TRUE(apply_delta(base, delta, 1000, target).ok());
  EXPECT_EQ(target, "quick brown cat has ");
}

TEST(Delta, AZeroSizeCopyMeansSixtyFourKibibytes) {
  const std::string base(70'000, 'b');
  std::string target;
  ASSERT_TRUE(
      apply_delta(base, size_of(base.size()) + size_of(0x10000) + copy(100, 0), 1 << 20, target).ok());
  EXPECT_EQ(target.size(), 0x10000u);
}

TEST(Delta, EveryLieIsRefused) {
  const std::string base = "0123456789";
  const std::string sizes = size_of(10) + size_of(4);
  const std::string lies[] = {
      "",                                    // no sizes
      size_of(9) + size_of(4) + copy(0, 4),  // another base
      sizes + copy(8, 4),                    // beyond the base
      sizes + copy(0xffffffff, 4),           // far beyond
      sizes + copy(0, 5),                    // more than it says
      sizes + copy(0, 3),                    // less than it says
      sizes + std::string(1, '\0'),          // reserved
      sizes +
          "\x05"
          "abc",                              // cut insert
      sizes + "\x81",                         // cut copy
      size_of(10) + std::string(10, '\xff'),  // a size without end
  };
  for (const std::string& lie : lies) {
    std::string target;
    EXPECT_FALSE(apply_delta(base, lie, 1000, target).ok()) << ::testing::PrintToString(lie);
  }
  std::string target;
  auto huge = apply_delta(base, size_of(10) + size_of(1ull << 40), 1000, target);
  ASSERT_FALSE(huge.ok());
  EXPECT_EQ(huge.error().code, base::Code::kTooLarge);
}

TEST(Delta, AnyBytesAreRefusedOrMakeWhatTheySay) {
  std::mt19937 random(11);
  const std::string base(300, 'x');
  for (int round = 0; round < 5000; ++round) {
    std::string delta = random() % 2 ? size_of(base.size()) + size_of(random() % 40) : std::string();
    for (unsigned i = random() % 30; i > 0; --i) delta.push_back(static_cast<char>(random()));
    std::string target;
    if (apply_delta(base, delta, 1 << 16, target).ok()) EXPECT_LE(target.size(), 1u << 16);
  }
}

}  // namespace
}  // namespace dvcs::git
