#include "jni/session.hpp"

#include <utility>

#include "providers/provider.hpp"

namespace dvcs::jni {

using base::Status;

// The sink calls back only from inside acknowledge(), where the caller holds the session.
Session::Session(http::Transport& transport, std::shared_ptr<const http::Trust> trust)
    : transport_(&transport),
      trusting_(transport, std::move(trust)),
      sink_([this] { static_cast<void>(post([](auto& engine) { engine.drained(); }).ok()); }) {}

base::Result<std::shared_ptr<Session>> Session::open(http::Transport& transport, SessionOptions options) {
  auto provider = providers::make_provider(options.host, options.url);
  if (!provider) return provider.error();
  std::shared_ptr<const http::Trust> trust;
  if (!options.ca_der.empty()) {
    auto made = transport.make_trust(options.ca_der);
    if (!made) return made.error();
    trust = std::move(*made);
  }
  std::shared_ptr<Session> self(new Session(transport, std::move(trust)));
  // std::function wants something it can copy.
  auto owned = std::make_shared<std::unique_ptr<providers::Provider>>(std::move(*provider));
  transport.post([self, owned, options = std::move(options)] {
    self->engine_ = std::make_unique<sync::Engine>(self->trusting_, std::move(*owned), options, self->sink_);
  });
  return self;
}

Status Session::post(std::function<void(sync::Engine&)> task) {
  std::lock_guard lock(mutex_);
  if (!transport_) return base::Error{base::Code::kClosed, "The session is closed."};
  transport_->post([self = shared_from_this(), task = std::move(task)] {
    if (self->engine_) task(*self->engine_);
  });
  return {};
}

Status Session::submit(JobId id, Job job) {
  return post([this, id, job = std::move(job)](auto& engine) {
    // The number comes from Java: a mistake there must not end the network thread that all sessions share.
    if (!engine.runs(id)) return engine.start(id, job);
    sink_.put(id, 0,
              Log{LogLevel::kError, "Job " + std::to_string(id) +
                                        " was submitted again while it runs; only the first one counts."});
  });
}

Status Session::cancel(JobId id) {
  return post([id](auto& engine) { engine.cancel(id); });
}

Status Session::set_token(std::string token) {
  return post([token = Secret(std::move(token))](auto& engine) { engine.set_token(token.text()); });
}

base::Result<std::int32_t> Session::poll(std::span<std::byte> buffer, std::chrono::milliseconds wait) {
  return sink_.poll(buffer, wait);
}

Status Session::acknowledge(std::uint64_t sequence) {
  return sink_.acknowledge(sequence);
}

void Session::close() {
  sink_.close();
  std::lock_guard lock(mutex_);
  if (!transport_) return;
  transport_->post([self = shared_from_this()] { self->engine_.reset(); });
  transport_ = nullptr;
}

}  // namespace dvcs::jni
