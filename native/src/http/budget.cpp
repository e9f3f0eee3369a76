#include "http/budget.hpp"

#include <algorithm>
#include <functional>
#include <utility>

#include "base/entropy.hpp"

namespace dvcs::http {

void HostLoad::join(std::weak_ptr<Sender> sender) {
  senders_.push_back(std::move(sender));
}

void HostLoad::leave(const Sender& sender, int open_requests) {
  open(sender.lane()) -= open_requests;
  std::erase_if(senders_, [&](const std::weak_ptr<Sender>& weak) {
    const auto known = weak.lock();
    return !known || known.get() == &sender;
  });
  pump();
}

int HostLoad::ceiling() const {
  int most = 1;
  for (const auto& weak : senders_) {
    if (const auto sender = weak.lock()) most = std::max(most, sender->parallel());
  }
  return most;
}

void HostLoad::answered(Lane lane, bool overloaded, Now sent, Now now) {
  --open(lane);
  if (overloaded) {
    limits_.cut(ceiling(), sent, now);
  } else {
    limits_.grow(ceiling());
  }
}

void HostLoad::pump() {
  again_ = true;
  if (pumping_) return;
  struct Pumping {  // over at the end, however that comes: nothing would ever be sent again otherwise
    bool& flag;
    ~Pumping() { flag = false; }
  };
  pumping_ = true;
  const Pumping until_the_end{pumping_};
  while (std::exchange(again_, false)) {
    while (start_one_of(Lane::kLive)) {
    }
    while (start_one_of(Lane::kBackfill)) {
    }
  }
}

bool HostLoad::start_one_of(Lane lane) {
  for (std::size_t i = 0; i < senders_.size(); ++i) {
    const auto sender = senders_[i].lock();
    if (!sender || sender->lane() != lane || !sender->start_one()) continue;
    // Behind the others. Starting may have let one leave.
    if (i < senders_.size())
      std::rotate(senders_.begin() + static_cast<std::ptrdiff_t>(i),
                  senders_.begin() + static_cast<std::ptrdiff_t>(i) + 1, senders_.end());
    return true;
  }
  return false;
}

void HostLoad::refuse(const Budget& of, const base::Error& why, bool git_only) {
  for (const auto& weak : std::vector(senders_)) {
    if (const auto sender = weak.lock()) sender->refuse(of, why, git_only);
  }
}

Now Budget::ready_at(Lane lane, double share, Now now) const {
  const Now paced = window_ ? next_send(*window_, lane, share, last_sent_, now) : now;
  return std::max(paced, hold_until_);
}

void Budget::sent(Now now) {
  last_sent_ = now;
  ++open_;
  if (window_ && window_->remaining > 0) --window_->remaining;
}

void Budget::answered(const Headers* headers, Now now) {
  --open_;
  auto window = headers != nullptr ? read_rate_window(*headers, now) : std::nullopt;
  if (!window) return;
  // What is on its way has perhaps not been counted by the server.
  window->remaining = std::max<std::int64_t>(0, window->remaining - open_);
  if (window->limit == 0) window->limit = std::max(window->remaining, window_ ? window_->limit : 0);
  window_ = window;
}

bool Budget::hold(Now until) {
  if (until <= hold_until_) return false;
  hold_until_ = until;
  return true;
}

Budgets::Budgets() : salt_(base::random_seed()) {}

std::uint64_t Budgets::hash(std::string_view credential) const {
  return std::hash<std::string>()(std::to_string(salt_).append(credential));
}

std::shared_ptr<Budget> Budgets::find(const std::string& origin, std::string_view credential) {
  auto& budget = budgets_[origin + " " + std::to_string(hash(credential))];
  if (budget) return budget;
  auto& host = hosts_[origin];
  if (!host) host = std::make_shared<HostLoad>();
  auto made = budget = std::make_shared<Budget>(host);
  forget_unused();
  return made;
}

// Credentials come and go for as long as the process runs.
void Budgets::forget_unused() {
  constexpr std::size_t kMany = 64;
  if (budgets_.size() <= kMany) return;
  std::erase_if(budgets_, [](const auto& entry) { return entry.second.use_count() == 1; });
  std::erase_if(hosts_, [](const auto& entry) { return entry.second.use_count() == 1; });
}

}  // namespace dvcs::http
