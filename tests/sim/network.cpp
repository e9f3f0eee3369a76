#include "network.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>

namespace dvcs::sim {
namespace {

using base::Code;
using base::Error;

http::Response page(int status, std::string body, std::string type) {
  http::Response response;
  response.status = status;
  response.body = std::move(body);
  response.headers.add("Content-Type", std::move(type));
  response.bytes_in = response.body.size();
  return response;
}

}  // namespace

bool Network::step() {
  if (events_.empty()) return false;
  auto first = events_.begin();
  now_ = std::max(now_, first->first.first);
  Event event = std::move(first->second);
  events_.erase(first);
  event.run();
  return true;
}

http::CallId Network::add(std::chrono::milliseconds delay, Event event) {
  const http::CallId id = next_id_++;
  events_.emplace(std::pair(now_ + delay, id), std::move(event));
  return id;
}

http::CallId Network::after(std::chrono::milliseconds delay, Task task) {
  return add(delay, {std::move(task), {}});
}

// The server is asked when the answer is due, so that what happens meanwhile is in it.
http::CallId Network::send(http::Request request, Handler handler) {
  ++requests_;
  const std::chrono::milliseconds latency(1 + below(200));
  auto kept = std::make_shared<http::Request>(std::move(request));
  return add(latency, {[this, kept, handler] { handler(exchange(*kept)); }, handler});
}

void Network::cancel(http::CallId id) {
  const auto found = std::find_if(events_.begin(), events_.end(),
                                  [id](const auto& event) { return event.first.second == id; });
  if (found == events_.end()) return;
  Event event = std::move(found->second);
  events_.erase(found);
  if (!event.handler) return;
  post([handler = std::move(event.handler)] { handler(Error{Code::kCancelled, "cancelled"}); });
}

Network::Answer Network::exchange(const http::Request& request) {
  if (below(100) < weather.mutations) mutate_();
  const bool bad = below(100) < weather.faults;
  Answer answer = bad ? fault(request) : delivered(request, server_(request));
  if (trace) {
    std::printf("  %s -> %s\n", request.url.c_str(),
                answer.ok() ? std::to_string(answer->status).c_str() : answer.error().message.c_str());
  }
  return answer;
}

// As net::Client: a sink sees the body of a 2xx answer only, in pieces, and may refuse it.
Network::Answer Network::delivered(const http::Request& request, http::Response response) {
  if (!request.on_body || response.status / 100 != 2) return response;
  const std::string body = std::exchange(response.body, {});
  for (std::size_t at = 0; at < body.size();) {
    const std::size_t piece = 1 + below(5000);
    base::Status taken = request.on_body(std::string_view(body).substr(at, piece));
    if (!taken.ok()) return taken.error();
    at += piece;
  }
  return response;
}

Network::Answer Network::fault(const http::Request& request) {
  switch (below(8)) {
    case 0:
      return Error{Code::kUnreachable, "The connection to forge.example was refused."};
    case 1:
      return Error{Code::kTimeout, "forge.example did not answer in time."};
    case 2:
      return page(500, R"({"message":"500 Internal Server Error"})", "application/json");
    case 3:
      return page(502, "<html><body>Bad gateway</body></html>", "text/html");
    case 4: {
      http::Response limited = page(429, "Retry later", "text/plain");
      limited.headers.add("Retry-After", std::to_string(1 + below(20)));
      return limited;
    }
    case 5:  // a portal in between
      return delivered(request, page(200, "<!DOCTYPE html><html>Please log in</html>", "text/html"));
    default: {  // the answer breaks off
      http::Response whole = server_(request);
      const std::size_t cut = whole.body.empty() ? 0 : below(whole.body.size());
      whole.body.resize(cut);
      const bool streamed = request.on_body && whole.status / 100 == 2;
      if (streamed) {
        if (Answer partly = delivered(request, std::move(whole)); !partly.ok()) return partly;
      }
      return Error{Code::kUnreachable, "forge.example closed the connection in the middle of its answer."};
    }
  }
}

}  // namespace dvcs::sim
