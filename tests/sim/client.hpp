// What the plugin does with the core: it stores rows and cursor of each batch together, hands known heads to
// the next run, reads everything anew and sweeps when the core says that it must. A kill loses what was not
// stored.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "dvcs/session.hpp"
#include "network.hpp"
#include "sync/engine.hpp"

namespace dvcs::sim {

// The rows of one repository.
struct Rows {
  Repository repository;
  std::map<std::string, std::uint64_t> commits;         // id → the reading that brought it
  std::map<std::string, std::string> branches;          // name → head, as reported
  std::map<std::int64_t, std::int64_t> merge_requests;  // iid → updated
  std::vector<KnownBranch> known;
  std::string cursor;
  std::optional<Moment> merge_requests_since;
  std::uint64_t reading = 1;  // counts full readings
  bool reads_anew = true;     // a full reading is on its way
};

struct Database {
  std::map<std::int64_t, Rows> repositories;
};

struct Outcome {
  bool killed = false;
  bool complete = false;  // the listing and every repository went well
  std::string first_error;
};

// One life of the process: one refresh of the account.
class Client final : public EventSink {
 public:
  // `kill_after`: steps of the network after which the process is gone.
  static Outcome refresh(Network& network, Database& database, std::uint64_t seed, std::uint64_t kill_after);

  void put(JobId job, std::int64_t repository_id, Event event) override;
  bool full() const override { return full_; }

 private:
  Client(Network& network, Database& database, std::uint64_t seed);

  Outcome live(std::uint64_t kill_after);
  void start(const Repository& repository);
  void store(Rows& rows, std::vector<Event>& events);
  void store_one(Rows& rows, const Event& event);
  void finish(Rows& rows, const Finished& end);

  Network& network_;
  Database& database_;
  std::mt19937_64 random_;
  bool full_ = false;
  std::size_t running_ = 1;
  Outcome outcome_;
  std::vector<Repository> waiting_;
  std::map<JobId, std::vector<Event>> open_;  // reported, not stored yet
  std::unique_ptr<sync::Engine> engine_;
};

}  // namespace dvcs::sim
