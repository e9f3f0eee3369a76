#include "cli/forge.hpp"

#include <future>
#include <utility>

#include "base/bounded_queue.hpp"
#include "cli/counting_transport.hpp"
#include "providers/provider.hpp"
#include "sync/engine.hpp"

namespace dvcs::cli {
namespace {

constexpr std::size_t kQueueBytes = 1u << 20;  // and as much again while it is worked on

std::size_t bytes_of(const Event& event) {
  auto size = sizeof(Happened);
  if (const auto* commit = std::get_if<Commit>(&event))
    size += commit->message.size() + 41 * commit->parents.size();
  if (const auto* request = std::get_if<MergeRequest>(&event)) size += request->description.size();
  return size;
}

using Queue = base::BoundedQueue<Happened>;

class QueueSink final : public EventSink {
 public:
  void put(JobId job, std::int64_t repository_id, Event event) override {
    auto size = bytes_of(event);
    // These come by the thousand, and nothing has to be started because of them.
    const bool many = std::holds_alternative<Commit>(event) || std::holds_alternative<Checkpoint>(event);
    queue.push({job, repository_id, std::move(event)}, size,
               many ? Queue::Hurry::kLater : Queue::Hurry::kNow);
  }
  bool full() const override { return queue.full(); }

  Queue queue{kQueueBytes};
};

}  // namespace

// Destroyed from the bottom up; the engine is gone before (see ~Forge).
struct Forge::Parts {
  std::unique_ptr<net::Client> client;
  CountingTransport transport;
  QueueSink sink;
  std::unique_ptr<sync::Engine> engine;  // touched on the client's thread only
  Queue::Items taken;                    // from the queue, for next()

  explicit Parts(std::unique_ptr<net::Client> opened) : client(std::move(opened)), transport(*client) {}
};

base::Result<std::unique_ptr<Forge>> Forge::open(SessionOptions options, net::ClientOptions network) {
  auto provider = providers::make_provider(options.host, options.url);
  if (!provider) return provider.error();
  network.user_agent = "dvcsctl/" DVCS_VERSION;
  auto client = net::Client::create(std::move(network));
  if (!client) return client.error();
  auto parts = std::make_unique<Parts>(std::move(*client));
  auto* at = parts.get();
  auto owned = std::make_shared<std::unique_ptr<providers::Provider>>(std::move(*provider));
  at->transport.post([at, owned, options = std::move(options)] {
    at->engine = std::make_unique<sync::Engine>(at->transport, std::move(*owned), options, at->sink);
  });
  return std::unique_ptr<Forge>(new Forge(std::move(parts)));
}

Forge::Forge(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Forge::~Forge() {
  parts_->sink.queue.close();
  std::promise<void> ended;
  parts_->transport.post([this, &ended] {
    parts_->engine.reset();
    ended.set_value();
  });
  ended.get_future().wait();
}

JobId Forge::start(Job job) {
  auto id = ++last_job_;
  parts_->transport.post([parts = parts_.get(), id, job = std::move(job)] { parts->engine->start(id, job); });
  return id;
}

std::optional<Happened> Forge::next(std::chrono::milliseconds wait) {
  auto& taken = parts_->taken;
  if (taken.empty()) {
    bool room = false;
    taken = parts_->sink.queue.pop_all(wait, room);
    if (room) parts_->transport.post([parts = parts_.get()] { parts->engine->drained(); });
  }
  if (taken.empty()) return std::nullopt;
  std::optional<Happened> item(std::move(taken.front().first));
  taken.pop_front();
  return item;
}

Traffic Forge::traffic() const {
  return parts_->transport.traffic();
}

}  // namespace dvcs::cli
