#include "jni/core.hpp"

#include <future>
#include <utility>

namespace dvcs::jni {

using base::Code;
using base::Error;
using base::Status;

Status Core::start(Bytes request) {
  auto options = codec::read_start(request);
  if (!options) return options.error();
  std::lock_guard lock(mutex_);
  if (network_) return Error{Code::kBadArgument, "The native core is started already."};
  auto transport = connect_(*options);
  if (!transport) return transport.error();
  network_ = std::make_unique<Network>();
  network_->transport = std::move(*transport);
  return {};
}

base::Result<std::int64_t> Core::open(Bytes request) {
  auto options = codec::read_open(request);
  if (!options) return options.error();
  std::lock_guard lock(mutex_);
  if (!network_) return Error{Code::kClosed, "The native core is not started."};
  auto session = Session::open(*network_->transport, std::move(*options));
  if (!session) return session.error();
  return sessions_.put(std::move(*session));
}

base::Result<std::shared_ptr<Session>> Core::find(std::int64_t session) const {
  auto found = sessions_.get(session);
  if (!found) return Error{Code::kClosed, "There is no such session; it was closed or never opened."};
  return found;
}

Status Core::submit(std::int64_t session, Bytes request) {
  auto found = find(session);
  if (!found) return found.error();
  auto work = codec::read_submit(request);
  if (!work) return work.error();
  return (*found)->submit(work->id, std::move(work->job));
}

base::Result<std::int32_t> Core::poll(std::int64_t session, std::span<std::byte> buffer,
                                      std::chrono::milliseconds wait) {
  auto found = find(session);
  if (!found) return found.error();
  return (*found)->poll(buffer, wait);
}

Status Core::acknowledge(std::int64_t session, std::uint64_t sequence) {
  auto found = find(session);
  return found ? (*found)->acknowledge(sequence) : Status(found.error());
}

Status Core::cancel(std::int64_t session, JobId job) {
  auto found = find(session);
  return found ? (*found)->cancel(job) : Status(found.error());
}

Status Core::credential(std::int64_t session, std::string token) {
  auto found = find(session);
  return found ? (*found)->set_token(std::move(token)) : Status(found.error());
}

void Core::close(std::int64_t session) {
  std::lock_guard lock(mutex_);  // a session between the table and its end is one that shutdown() cannot see
  if (auto taken = sessions_.take(session)) taken->close();
}

Status Core::shutdown() {
  std::unique_ptr<Network> network;
  {
    std::lock_guard lock(mutex_);
    network = std::move(network_);
    for (const auto& session : sessions_.take_all()) session->close();
  }
  if (!network) return {};
  // Posted tasks run in order: behind this one every engine is gone.
  auto ended = std::make_shared<std::promise<void>>();
  auto end = ended->get_future();
  network->transport->post([ended] { ended->set_value(); });
  if (end.wait_for(std::chrono::seconds(10)) != std::future_status::ready) {
    static_cast<void>(network.release());  // destroying it would hang as well
    return Error{Code::kTimeout, "The network thread did not stop within 10 s; it is left behind."};
  }
  return {};
}

}  // namespace dvcs::jni
