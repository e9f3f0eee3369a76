// The network of a simulation: a Transport over virtual time whose exchanges take random time and fail in the
// ways that networks and servers fail. A fault strikes before or after the server saw the request.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <random>
#include <utility>

#include "http/transport.hpp"

namespace dvcs::sim {

struct Weather {
  unsigned faults = 0;     // of a hundred exchanges
  unsigned mutations = 0;  // of a hundred exchanges, before the server answers
};

class Network final : public http::Transport {
 public:
  using Server = std::function<http::Response(const http::Request&)>;

  Network(std::uint64_t seed, Server server, std::function<void()> mutate)
      : random_(seed), server_(std::move(server)), mutate_(std::move(mutate)) {}

  Weather weather;
  bool trace = false;  // prints every exchange

  // Runs the earliest thing due and moves the clock to it. False: nothing is left.
  bool step();
  std::uint64_t requests() const { return requests_; }

  http::CallId send(http::Request request, Handler handler) override;
  http::CallId after(std::chrono::milliseconds delay, Task task) override;
  void cancel(http::CallId id) override;
  void post(Task task) override { after(std::chrono::milliseconds(0), std::move(task)); }
  std::chrono::system_clock::time_point now() const override { return now_; }

 private:
  using Answer = base::Result<http::Response>;
  struct Event {
    Task run;
    Handler handler;  // of an exchange
  };

  Answer exchange(const http::Request& request);
  Answer fault(const http::Request& request);
  Answer delivered(const http::Request& request, http::Response response);
  http::CallId add(std::chrono::milliseconds delay, Event event);
  std::size_t below(std::size_t bound) { return random_() % bound; }

  std::mt19937_64 random_;
  Server server_;
  std::function<void()> mutate_;
  std::chrono::system_clock::time_point now_{std::chrono::seconds(1'700'000'000)};
  std::map<std::pair<std::chrono::system_clock::time_point, http::CallId>, Event> events_;
  http::CallId next_id_ = 1;
  std::uint64_t requests_ = 0;
};

}  // namespace dvcs::sim
