#include "net/wire.hpp"

#include "net/connection.hpp"

namespace dvcs::net {

Wire::executor_type Wire::get_executor() {
  return connection_.tcp().get_executor();
}

void Wire::read(boost::asio::mutable_buffer into, Done done) {
  std::visit([&](auto& top) { top->async_read_some(into, std::move(done)); }, connection_.stream);
}

void Wire::write(boost::asio::const_buffer from, Done done) {
  std::visit([&](auto& top) { top->async_write_some(from, std::move(done)); }, connection_.stream);
}

}  // namespace dvcs::net
