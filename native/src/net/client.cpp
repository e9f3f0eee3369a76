#include "net/client.hpp"

#include "net/core.hpp"
#include "net/trust.hpp"

namespace dvcs::net {

base::Result<std::unique_ptr<Client>> Client::create(ClientOptions options) {
  auto trust = make_tls_trust(options);
  if (!trust.ok()) return trust.error();
  auto core = std::make_unique<Core>(std::move(options), *trust);
  if (auto started = core->start(); !started.ok()) return started.error();
  return std::unique_ptr<Client>(new Client(std::move(core)));
}

Client::Client(std::unique_ptr<Core> core) : core_(std::move(core)) {}

Client::~Client() {
  core_->stop();
}  // handlers called by it still find a whole object

http::CallId Client::send(http::Request request, Handler handler) {
  return core_->send(std::move(request), std::move(handler));
}

http::CallId Client::after(std::chrono::milliseconds delay, Task task) {
  return core_->after(delay, std::move(task));
}

void Client::cancel(http::CallId id) {
  core_->cancel(id);
}

void Client::post(Task task) {
  core_->post(std::move(task));
}

std::chrono::system_clock::time_point Client::now() const {
  return std::chrono::system_clock::now();
}

base::Result<std::shared_ptr<const http::Trust>> Client::make_trust(
    const std::vector<std::string>& certificates) {
  auto made = core_->add_to_trust(certificates);
  if (!made.ok()) return made.error();
  return std::shared_ptr<const http::Trust>(std::move(*made));
}

std::string Client::fault() const {
  return core_->fault();
}

}  // namespace dvcs::net
