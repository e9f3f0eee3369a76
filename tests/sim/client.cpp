#include "client.hpp"

#include <utility>

namespace dvcs::sim {
namespace {

constexpr JobId kListing = 1;
constexpr JobId kFirstRepository = 1000;

}  // namespace

Client::Client(Network& network, Database& database, std::uint64_t seed)
    : network_(network), database_(database), random_(seed) {
  SessionOptions options;
  options.url = "https://forge.example";
  options.token = "secret";
  options.random_seed = seed + 1;
  auto provider = providers::make_provider(options.host, options.url);
  engine_ = std::make_unique<sync::Engine>(network_, std::move(*provider), options, *this);
}

Outcome Client::refresh(Network& network, Database& database, std::uint64_t seed, std::uint64_t kill_after) {
  Client client(network, database, seed);
  return client.live(kill_after);
}

Outcome Client::live(std::uint64_t kill_after) {
  outcome_.complete = true;
  engine_->start(kListing, ListRepositories{.owner = "acme", .only_id = {}, .active_since = {}});
  for (std::uint64_t steps = 0; running_ > 0; ++steps) {
    if (steps == kill_after) {
      outcome_.killed = true;
      outcome_.complete = false;
      return outcome_;
    }
    if (full_ && random_() % 3 == 0) {
      full_ = false;
      engine_->drained();
    }
    if (!network_.step() && !full_) break;  // nothing will ever happen again
    for (const Repository& repository : std::exchange(waiting_, {})) start(repository);
  }
  if (running_ > 0 && outcome_.first_error.empty()) outcome_.first_error = "a job never ended";
  outcome_.complete = outcome_.complete && running_ == 0;
  return outcome_;
}

void Client::start(const Repository& repository) {
  Rows& rows = database_.repositories[repository.id];
  rows.repository = repository;
  SyncRepository job;
  job.repository = repository;
  job.cursor = rows.cursor;
  job.full = rows.reads_anew && rows.cursor.empty();
  if (!rows.reads_anew) {
    job.known = rows.known;
    job.merge_requests_since = rows.merge_requests_since;
  }
  ++running_;
  engine_->start(kFirstRepository + static_cast<JobId>(repository.id), std::move(job));
}

void Client::put(JobId job, std::int64_t repository_id, Event event) {
  if (random_() % 7 == 0) full_ = true;
  if (const auto* end = std::get_if<Finished>(&event)) {
    --running_;
    if (end->error_code != 0) {
      outcome_.complete = false;
      if (outcome_.first_error.empty()) outcome_.first_error = end->error;
    } else if (job != kListing) {
      Rows& rows = database_.repositories[repository_id];
      store(rows, open_[job]);
      finish(rows, *end);
    }
    return;
  }
  if (job == kListing) {
    if (const auto* repository = std::get_if<Repository>(&event)) waiting_.push_back(*repository);
    return;
  }
  const bool boundary = std::holds_alternative<Checkpoint>(event);
  open_[job].push_back(std::move(event));
  if (boundary) store(database_.repositories[repository_id], open_[job]);
}

void Client::store(Rows& rows, std::vector<Event>& events) {
  for (const Event& event : std::exchange(events, {})) store_one(rows, event);
}

void Client::store_one(Rows& rows, const Event& event) {
  if (const auto* commit = std::get_if<Commit>(&event)) {
    rows.commits[commit->sha] = rows.reading;
  } else if (const auto* branch = std::get_if<Branch>(&event)) {
    rows.branches[branch->name] = branch->sha;
  } else if (const auto* request = std::get_if<MergeRequest>(&event)) {
    rows.merge_requests[request->iid] = request->updated.seconds;
    if (!rows.merge_requests_since || rows.merge_requests_since->seconds < request->updated.seconds) {
      rows.merge_requests_since = request->updated;
    }
  } else if (const auto* gone = std::get_if<Deleted>(&event)) {
    if (gone->kind == DeletedKind::kBranch) rows.branches.erase(gone->id);
    if (gone->kind == DeletedKind::kCommit) rows.commits.erase(gone->id);
    if (gone->kind == DeletedKind::kMergeRequest) rows.merge_requests.erase(std::stoll(gone->id));
  } else if (const auto* checkpoint = std::get_if<Checkpoint>(&event)) {
    rows.cursor = checkpoint->cursor;
  }
}

void Client::finish(Rows& rows, const Finished& end) {
  if (rows.reads_anew)
    std::erase_if(rows.commits, [&](const auto& row) { return row.second != rows.reading; });
  rows.known.clear();
  rows.branches.clear();
  for (const Branch& head : end.heads) {
    rows.known.push_back({head.name, head.sha});
    rows.branches[head.name] = head.sha;
  }
  rows.reads_anew = end.history_incomplete;
  if (rows.reads_anew) {
    ++rows.reading;
    rows.cursor.clear();
  }
}

}  // namespace dvcs::sim
