#include "cli/deletion_brake.hpp"

#include <gtest/gtest.h>

namespace dvcs::cli {
namespace {

TEST(DeletionBrake, HoldsFromTenItemsAndMoreThanAFifth) {
  EXPECT_FALSE(deletion_brake_holds(0, 0));
  EXPECT_FALSE(deletion_brake_holds(9, 9)) << "fewer than 10 are believed even if they are all";
  EXPECT_TRUE(deletion_brake_holds(10, 10));
  EXPECT_TRUE(deletion_brake_holds(10, 49));
  EXPECT_FALSE(deletion_brake_holds(10, 50)) << "exactly 20 % is not more than 20 %";
  EXPECT_TRUE(deletion_brake_holds(11, 50));
  EXPECT_FALSE(deletion_brake_holds(1000, 5000));
  EXPECT_TRUE(deletion_brake_holds(1001, 5000));
}

}  // namespace
}  // namespace dvcs::cli
