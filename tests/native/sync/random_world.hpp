// Random histories and random things that happen to them. The same seed gives the same world.
#pragma once

#include <cstdint>
#include <random>
#include <string>

#include "sync/model_forge.hpp"

namespace dvcs::test {

class RandomWorld {
 public:
  explicit RandomWorld(std::uint64_t seed) : random_(seed) {}

  ModelForge forge;
  bool clocks_agree = false;  // else some commits are older than their parents

  void create(std::size_t commits);
  // One of: push, merge, new branch, deleted, renamed, forced, fast-forwarded branch, merge request.
  void mutate();

  std::size_t below(std::size_t bound) { return random_() % bound; }
  bool chance(unsigned percent) { return below(100) < percent; }

 private:
  std::string any_branch();
  std::string any_commit();
  std::string fresh_name();
  void push(const std::string& branch, std::size_t commits);
  void merge();
  void touch_merge_request();

  std::mt19937_64 random_;
  std::int64_t now_ = 1'600'000'000;
  std::size_t names_ = 0;
};

}  // namespace dvcs::test
