// What the sessions of a process owe one host together. Several of them (a live one and a backfill, two
// accounts with the same token) share the Budget of their (host, principal), and all of a host share its
// places for open requests. Live work goes first.
//
// Threads: the transport's. Ownership: Budgets belongs to the Transport; sessions hold what they use.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.hpp"
#include "http/pace.hpp"
#include "http/rate_headers.hpp"

namespace dvcs::http {

class Budget;

// A session as its host sees it.
class Sender {
 public:
  virtual ~Sender() = default;
  virtual Lane lane() const = 0;
  virtual int parallel() const = 0;  // most requests at a time
  // Starts at most one request; calls nobody's handler. False: none can start now.
  virtual bool start_one() = 0;
  // The server has refused the credential that `of` belongs to: nothing waiting goes out with it any more.
  virtual void refuse(const Budget& of, const base::Error& why, bool git_only) = 0;
};

// One origin: who sends to it, and how many requests may be open.
class HostLoad {
 public:
  void join(std::weak_ptr<Sender> sender);
  void leave(const Sender& sender, int open_requests);

  // Each lane has its own places, so that slow backfill never keeps live work waiting.
  bool has_place(Lane lane) const { return open(lane) < limits_.allowed(ceiling()); }
  void opened(Lane lane) { ++open(lane); }
  void answered(Lane lane, bool overloaded, Now sent, Now now);

  // Starts what may start, live work first, the sessions of a lane in turn.
  void pump();
  void refuse(const Budget& of, const base::Error& why, bool git_only);

 private:
  int& open(Lane lane) { return lane == Lane::kLive ? open_live_ : open_backfill_; }
  int open(Lane lane) const { return lane == Lane::kLive ? open_live_ : open_backfill_; }
  int ceiling() const;
  bool start_one_of(Lane lane);

  std::vector<std::weak_ptr<Sender>> senders_;
  Parallelism limits_;
  int open_live_ = 0;
  int open_backfill_ = 0;
  bool pumping_ = false;
  bool again_ = false;
};

// One credential at one host.
class Budget {
 public:
  explicit Budget(std::shared_ptr<HostLoad> host) : host_(std::move(host)) {}

  HostLoad& host() { return *host_; }

  // When the next request may go; `now` or earlier: at once.
  Now ready_at(Lane lane, double share, Now now) const;
  void sent(Now now);
  void answered(const Headers* headers, Now now);  // null: there was no answer
  // False: it was held that long already.
  bool hold(Now until);

 private:
  std::shared_ptr<HostLoad> host_;
  Now hold_until_{};
  std::optional<RateWindow> window_;
  Now last_sent_{};
  int open_ = 0;
};

// All budgets of a transport.
class Budgets {
 public:
  Budgets();

  // `credential` is what requests are signed with. Only a hash of it, with a secret of this process, is kept.
  std::shared_ptr<Budget> find(const std::string& origin, std::string_view credential);
  std::uint64_t hash(std::string_view credential) const;
  std::size_t size() const { return budgets_.size(); }

 private:
  void forget_unused();

  const std::uint64_t salt_;
  std::map<std::string, std::shared_ptr<HostLoad>> hosts_;
  std::map<std::string, std::shared_ptr<Budget>> budgets_;  // by origin and hash
};

}  // namespace dvcs::http
