// Random worlds, mutations under and between the pages, faults, kills: at the end what is stored is what the
// forge has. DVCS_SIM_SCHEDULES sets how many (default 1,000, 150 under sanitizers), DVCS_SIM_SEED the first
// seed; a failure names its own. DVCS_SIM_TRACE=1 prints the exchanges.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <limits>
#include <set>
#include <string>

#include "client.hpp"
#include "world.hpp"

namespace dvcs::sim {
namespace {

using Ids = std::set<std::string>;

// The sanitized build looks for other faults than the fast one, and is ten times slower.
#ifdef DVCS_SANITIZED
constexpr std::uint64_t kSchedules = 150;
#else
constexpr std::uint64_t kSchedules = 1000;
#endif

std::uint64_t setting(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

Ids missing(const Ids& wanted, const Ids& had) {
  Ids rest;
  std::set_difference(wanted.begin(), wanted.end(), had.begin(), had.end(), std::inserter(rest, rest.end()));
  return rest;
}

Ids ids_of(const Rows& rows) {
  Ids ids;
  for (const auto& [sha, reading] : rows.commits) ids.insert(sha);
  return ids;
}

// One schedule: some refreshes in bad weather, killed at random, then good weather until two went well.
class Schedule {
 public:
  explicit Schedule(std::uint64_t seed)
      : world_(seed),
        network_(
            seed + 1, [this](const http::Request& request) { return world_.answer(request); },
            [this] { world_.mutate(); }) {
    network_.trace = std::getenv("DVCS_SIM_TRACE") != nullptr;
  }

  void run() {
    for (std::size_t round = 1 + world_.below(4); round > 0; --round) {
      network_.weather = {static_cast<unsigned>(world_.below(25)), static_cast<unsigned>(world_.below(15))};
      const bool killed = world_.chance(60);
      refresh(killed ? world_.below(200) : std::numeric_limits<std::uint64_t>::max());
      for (std::size_t i = world_.below(6); i > 0; --i) world_.mutate();
    }
    network_.weather = {};
    // One brings the difference, a second reads anew where the forge has lost an old head.
    for (int i = 0; i < 2; ++i) {
      const Outcome outcome = refresh(std::numeric_limits<std::uint64_t>::max());
      ASSERT_TRUE(outcome.complete) << outcome.first_error;
    }
    for (const auto& repository : world_.repositories()) compare(*repository);
    const std::uint64_t before = network_.requests();
    refresh(std::numeric_limits<std::uint64_t>::max());
    const std::uint64_t pages = world_.repositories().size();
    EXPECT_LE(network_.requests() - before, 4 + 12 * pages) << "an unchanged account costs little";
  }

 private:
  Outcome refresh(std::uint64_t kill_after) {
    if (network_.trace) std::printf("refresh\n");
    return Client::refresh(network_, database_, world_.below(1U << 30), kill_after);
  }

  void compare(SimRepository& repository) {
    SCOPED_TRACE(repository.path);
    const Rows& rows = database_.repositories[repository.id];
    EXPECT_EQ(missing(repository.linked(), ids_of(rows)), Ids()) << "commits that were lost";
    EXPECT_EQ(missing(ids_of(rows), repository.linked()), Ids()) << "commits that have left the forge";
    EXPECT_EQ(rows.branches, repository.forge().branches);
    std::map<std::int64_t, std::int64_t> requests;
    for (const auto& request : repository.forge().merge_requests) requests[request.iid] = request.updated;
    EXPECT_EQ(rows.merge_requests, requests);
    EXPECT_EQ(rows.repository.path, repository.path);
  }

  World world_;
  Network network_;
  Database database_;
};

TEST(Simulation, WhatIsStoredIsWhatTheForgeHas) {
  const std::uint64_t first = setting("DVCS_SIM_SEED", 1);
  const std::uint64_t schedules = setting("DVCS_SIM_SCHEDULES", kSchedules);
  for (std::uint64_t seed = first; seed < first + schedules; ++seed) {
    SCOPED_TRACE("DVCS_SIM_SEED=" + std::to_string(seed) + " DVCS_SIM_SCHEDULES=1");
    Schedule schedule(seed);
    schedule.run();
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace dvcs::sim
