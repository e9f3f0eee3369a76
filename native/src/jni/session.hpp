// One open account: a sync::Engine on the transport's thread and the BatchSink that Java polls.
// Thread-safe: whatever concerns the engine is posted to its thread, in the order of the calls.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>

#include "base/live_objects.hpp"
#include "base/status.hpp"
#include "codec/batch_sink.hpp"
#include "dvcs/session.hpp"
#include "http/transport.hpp"
#include "http/trusting_transport.hpp"
#include "sync/engine.hpp"

namespace dvcs::jni {

class Session final : public std::enable_shared_from_this<Session> {
 public:
  // `transport` must run what was posted before it ends. An Error when the host is not built, the URL is none
  // or a CA certificate of the account cannot be read.
  static base::Result<std::shared_ptr<Session>> open(http::Transport& transport, SessionOptions options);

  base::Status submit(JobId id, Job job);
  base::Status cancel(JobId id);
  base::Status set_token(std::string token);

  // See codec::BatchSink.
  base::Result<std::int32_t> poll(std::span<std::byte> buffer, std::chrono::milliseconds wait);
  base::Status acknowledge(std::uint64_t sequence);

  // Refuses further work, wakes poll() and posts the end of the engine. Idempotent.
  void close();

 private:
  Session(http::Transport& transport, std::shared_ptr<const http::Trust> trust);
  base::Status post(std::function<void(sync::Engine&)> task);

  base::LiveObject counted_;
  std::mutex mutex_;
  http::Transport* transport_;        // null once closed: nobody posts any more
  http::TrustingTransport trusting_;  // what the engine uses, on the transport's thread
  codec::BatchSink sink_;
  std::unique_ptr<sync::Engine> engine_;  // touched on the transport's thread only
};

}  // namespace dvcs::jni
