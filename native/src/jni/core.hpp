// Everything behind the natives that needs no JVM: the one transport and the sessions on it. Thread-safe.
// Shutdown order: refuse work, close the sessions (wakes their polls), let their engines end on the
// transport's thread, then destroy the transport, which joins that thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>

#include "base/handles.hpp"
#include "base/live_objects.hpp"
#include "base/status.hpp"
#include "codec/request_reader.hpp"
#include "http/transport.hpp"
#include "jni/session.hpp"

namespace dvcs::jni {

class Core {
 public:
  using Connect = std::function<base::Result<std::unique_ptr<http::Transport>>(const codec::StartCore&)>;
  using Bytes = std::span<const std::byte>;

  explicit Core(Connect connect) : connect_(std::move(connect)) {}

  base::Status start(Bytes request);
  base::Result<std::int64_t> open(Bytes request);
  base::Status submit(std::int64_t session, Bytes request);
  base::Result<std::int32_t> poll(std::int64_t session, std::span<std::byte> buffer,
                                  std::chrono::milliseconds wait);
  base::Status acknowledge(std::int64_t session, std::uint64_t sequence);
  base::Status cancel(std::int64_t session, JobId job);
  base::Status credential(std::int64_t session, std::string token);
  void close(std::int64_t session);
  // kTimeout when the network thread does not end within 10 s; then it is left behind rather than the caller
  // hung.
  base::Status shutdown();

 private:
  struct Network {
    base::LiveObject counted;
    std::unique_ptr<http::Transport> transport;
  };

  base::Result<std::shared_ptr<Session>> find(std::int64_t session) const;

  const Connect connect_;
  std::mutex mutex_;  // network_, and that no session is opened on, or closes into, one that ends
  std::unique_ptr<Network> network_;
  base::Handles<Session> sessions_;
};

}  // namespace dvcs::jni
