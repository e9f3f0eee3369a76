#include "http/pace.hpp"

#include <algorithm>
#include <cmath>

namespace dvcs::http {

Now next_send(const RateWindow& window, Lane lane, double share, Now last_sent, Now now) {
  if (window.reset <= now) return now;
  if (lane == Lane::kLive) return window.remaining > 0 ? now : window.reset;
  const std::int64_t reserve = std::max<std::int64_t>(1, window.limit / 10);
  const double mine =
      std::floor(static_cast<double>(window.remaining - reserve) * std::clamp(share, 0.0, 1.0));
  if (mine < 1) return window.reset;
  if (window.remaining > window.limit / 2) return now;
  const auto interval = std::chrono::duration<double>(window.reset - now) / mine;
  return std::max(now, last_sent + std::chrono::ceil<std::chrono::milliseconds>(interval));
}

int Parallelism::allowed(int ceiling) const {
  return std::max(1, static_cast<int>(std::floor(share_ * ceiling + 1e-9)));
}

void Parallelism::grow(int ceiling) {
  share_ = std::min(1.0, share_ + 1.0 / (static_cast<double>(ceiling) * allowed(ceiling)));
}

void Parallelism::cut(int ceiling, Now sent, Now now) {
  if (sent < last_cut_) return;
  share_ = std::max(share_ / 2, 1.0 / ceiling);
  last_cut_ = now;
}

}  // namespace dvcs::http
