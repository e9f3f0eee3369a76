#include "base/entropy.hpp"

#include <gtest/gtest.h>

#include <set>

namespace dvcs::base {
namespace {

TEST(Entropy, SeedsDiffer) {
  std::set<std::uint64_t> seeds;
  for (int i = 0; i < 100; ++i) seeds.insert(random_seed());
  EXPECT_EQ(seeds.size(), 100u);
}

}  // namespace
}  // namespace dvcs::base
