// The forge of a simulation: an account with several repositories, each a random history, that changes while
// it is read and answers badly now and then. Everything follows from the seed.
#pragma once

#include <cstdint>
#include <memory>
#include <random>
#include <vector>

#include "http/message.hpp"
#include "model_git.hpp"
#include "sync/random_world.hpp"

namespace dvcs::sim {

struct SimRepository {
  explicit SimRepository(std::uint64_t seed) : world(seed) {}

  std::int64_t id = 0;
  std::string path;
  std::int64_t activity = 0;
  bool gone = false;
  bool lost_objects = false;  // garbage was collected: old heads may be unknown at the forge
  GitServer git;
  test::RandomWorld world;

  test::ModelForge& forge() { return world.forge; }
  // Commits that name a key and that a branch reaches: what an import has to hold.
  std::set<std::string> linked();
};

class World {
 public:
  explicit World(std::uint64_t seed);

  std::string base() const { return "https://forge.example"; }
  std::vector<std::unique_ptr<SimRepository>>& repositories() { return repositories_; }
  SimRepository* find(std::int64_t id);

  http::Response answer(const http::Request& request);
  // One thing that happens at the forge.
  void mutate();

  std::size_t below(std::size_t bound) { return random_() % bound; }
  bool chance(unsigned percent) { return below(100) < percent; }

 private:
  void add_repository();
  http::Response list(const std::string& query) const;
  void give_heads_to_merge_requests(SimRepository& repository);

  std::mt19937_64 random_;
  std::int64_t now_ = 1'600'000'000;
  std::vector<std::unique_ptr<SimRepository>> repositories_;
};

}  // namespace dvcs::sim
