// How fast to go: decisions of http::Budget as pure values. Two of them, because a server is protected in
// two ways: by how many requests are open at a time, and by how many it takes per window.
#pragma once

#include "http/rate_headers.hpp"

namespace dvcs::http {

enum class Lane {
  kLive,      // somebody waits for it, or a push was announced
  kBackfill,  // everything else
};

// When the next request may go: `now` or later. Nothing is slowed down while more than half of the window is
// left. Then backfill spreads what it may spend over the rest of the window, and leaves a tenth to live work.
// `share` of it (0 to 1) is this process's, the rest the other nodes'.
Now next_send(const RateWindow& window, Lane lane, double share, Now last_sent, Now now);

// How many requests may be open at a time, of a ceiling that the sessions bring along: one more per round of
// good answers, half after each sign of overload (as TCP does, RFC 5681). At least one.
class Parallelism {
 public:
  int allowed(int ceiling) const;
  void grow(int ceiling);  // after a good answer
  // After an overloaded one, to a request sent at `sent`: those that were on their way when the last cut was
  // made tell nothing new.
  void cut(int ceiling, Now sent, Now now);

 private:
  double share_ = 1.0;  // of the ceiling
  Now last_cut_{};
};

}  // namespace dvcs::http
