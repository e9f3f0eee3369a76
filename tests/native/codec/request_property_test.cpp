// No bytes whatever bring the reader down: they are read within their bounds (the address sanitizer looks on,
// each buffer has exactly its size) and end in a value or in words.
#include <gtest/gtest.h>

#include <random>

#include "codec/request_reader.hpp"
#include "request_support.hpp"

namespace dvcs::codec {
namespace {

void read_all(const test::Buffer& bytes) {
  // A copy without spare capacity, so that one byte too far is seen.
  std::unique_ptr<std::byte[]> exact(new std::byte[bytes.size()]);
  std::copy(bytes.begin(), bytes.end(), exact.get());
  std::span<const std::byte> request(exact.get(), bytes.size());
  auto check = [](const auto& result) {
    if (!result.ok()) EXPECT_FALSE(result.error().message.empty());
  };
  check(read_start(request));
  check(read_open(request));
  check(read_submit(request));
  check(read_verify_hook(request));
}

TEST(RequestProperty, RandomBytesOfEveryLength) {
  std::mt19937 random(11);
  for (std::size_t size = 0; size < 400; ++size) {
    for (int round = 0; round < 20; ++round) {
      test::Buffer bytes(size);
      for (auto& byte : bytes) byte = static_cast<std::byte>(random());
      read_all(bytes);
    }
  }
}

TEST(RequestProperty, SmallNumbersLookLikeOffsets) {
  std::mt19937 random(12);
  for (int round = 0; round < 20'000; ++round) {
    test::Buffer bytes(random() % 120);
    for (std::size_t i = 0; i < bytes.size(); ++i)
      bytes[i] = static_cast<std::byte>(i % 4 == 0 ? random() % 64 : 0);
    read_all(bytes);
  }
}

class MutatedRequest : public testing::TestWithParam<int> {};

TEST_P(MutatedRequest, NeverBringsTheReaderDown) {
  const test::Buffer valid[] = {test::open_request(),
                                test::sync_request(),
                                test::start_request({"der"}, "agent"),
                                test::hook_request(),
                                test::ensure_hooks_request(),
                                test::remove_hooks_request(),
                                test::obtain_token_request(),
                                test::revoke_token_request("app", "t0ken"),
                                test::look_at_token_request(wire::TokenKind::OAuth, "t0ken")};
  const auto& seed = valid[GetParam()];
  std::mt19937 random(static_cast<unsigned>(GetParam()));
  for (std::size_t cut = 0; cut <= seed.size(); ++cut)
    read_all({seed.begin(), seed.begin() + static_cast<long>(cut)});
  for (std::size_t at = 0; at < seed.size(); ++at) {
    for (int value : {0x00, 0x01, 0x7f, 0x80, 0xff}) {
      auto mutated = seed;
      mutated[at] = static_cast<std::byte>(value);
      read_all(mutated);
    }
  }
  for (int round = 0; round < 20'000; ++round) {
    auto mutated = seed;
    for (unsigned change = 0, n = 1 + random() % 6; change < n; ++change)
      mutated[random() % mutated.size()] = static_cast<std::byte>(random());
    read_all(mutated);
  }
}

INSTANTIATE_TEST_SUITE_P(OfEachPart, MutatedRequest, testing::Range(0, 9));

}  // namespace
}  // namespace dvcs::codec
