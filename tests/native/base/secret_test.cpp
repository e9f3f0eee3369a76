#include "dvcs/secret.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <memory>
#include <new>

namespace dvcs {
namespace {

// Whether the text stands anywhere in that memory.
bool holds(const void* memory, std::size_t size, std::string_view text) {
  return memmem(memory, size, text.data(), text.size()) != nullptr;
}

TEST(Secret, WipesAlsoWhatLiesBehindItsEnd) {
  std::string text = "a-long-secret-that-needs-memory-of-its-own";
  text.resize(4);
  const char* buffer = text.data();
  const std::size_t size = text.capacity();
  wipe(text);
  EXPECT_TRUE(text.empty());
  EXPECT_EQ(text.data(), buffer);
  EXPECT_FALSE(holds(buffer, size, "memory"));
  EXPECT_FALSE(holds(buffer, size, "a-lo"));
}

// A short text lies in the object itself, which stays readable here after its end.
TEST(Secret, LeavesNothingBehind) {
  alignas(Secret) unsigned char memory[sizeof(Secret)];
  auto* secret = new (memory) Secret("sh0rt");
  ASSERT_TRUE(holds(memory, sizeof memory, "sh0rt"));
  Secret moved = std::move(*secret);
  EXPECT_EQ(moved.view(), "sh0rt");
  EXPECT_FALSE(holds(memory, sizeof memory, "sh0rt"));
  *secret = moved;
  EXPECT_EQ(secret->view(), moved.view());
  std::destroy_at(secret);
  EXPECT_FALSE(holds(memory, sizeof memory, "sh0rt"));
}

TEST(Secret, WipesTheTextThatItIsMadeOf) {
  std::string text = "sh0rt";
  const Secret secret(std::move(text));
  EXPECT_FALSE(holds(&text, sizeof text, "sh0rt"));  // NOLINT(bugprone-use-after-move): that is the question
  EXPECT_EQ(secret.view(), "sh0rt");
}

TEST(Secret, IsAssignedToItself) {
  Secret secret("s");
  const Secret& same = secret;
  secret = same;
  EXPECT_EQ(secret.view(), "s");
}

}  // namespace
}  // namespace dvcs
