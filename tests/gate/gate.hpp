// A TCP gate on loopback that forwards to a server and damages what passes, in the vocabulary of Shopify's
// toxiproxy. Settings hold for connections opened after the call, except `down`, which also cuts the open
// ones.
//
// Threads: one of its own; every member function may be called from any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

namespace dvcs::test {

// What happens to the bytes that come from the server. Requests pass untouched.
struct Toxics {
  std::chrono::milliseconds latency{0};                  // before each piece
  std::size_t slicer = 0;                                // pieces of at most so many bytes; 0: as they come
  std::optional<std::size_t> limit_data = std::nullopt;  // close in order after so many bytes
  std::optional<std::size_t> reset_peer = std::nullopt;  // TCP reset after so many bytes
  std::optional<std::size_t> timeout =
      std::nullopt;  // after so many bytes nothing passes any more, and nothing is closed
};

class Gate {
 public:
  explicit Gate(std::uint16_t upstream_port);
  ~Gate();
  Gate(const Gate&) = delete;
  Gate& operator=(const Gate&) = delete;

  std::uint16_t port() const;
  void set(Toxics toxics);
  void down();              // refuses: closes the listening socket and every connection
  void up();                // listens again on the same port
  int connections() const;  // accepted so far

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dvcs::test
