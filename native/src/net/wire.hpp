// The top layer of a connection, whichever it is, as one stream type. HTTP's algorithms are large templates:
// written against this they are compiled once and not for TCP, TLS and TLS in TLS each, which took a compiler
// minutes and 200 MB of object file.
#pragma once

#include <algorithm>
#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/dispatch.hpp>
#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace dvcs::net {

struct Connection;

// Asio's AsyncReadStream and AsyncWriteStream over a Connection, which is borrowed. One reading and one
// writing operation at a time. Operations end by closing the connection, not by cancellation slots.
class Wire {
 public:
  using executor_type = boost::asio::any_io_executor;
  using Done = std::function<void(boost::system::error_code, std::size_t)>;

  explicit Wire(Connection& connection) : connection_(connection) {}

  executor_type get_executor();

  template <class Buffers, class Token>
  auto async_read_some(const Buffers& buffers, Token&& token) {
    return boost::asio::async_initiate<Token, void(boost::system::error_code, std::size_t)>(
        [this](auto handler, const Buffers& into) { read(first(into), erased(std::move(handler))); }, token,
        buffers);
  }

  template <class Buffers, class Token>
  auto async_write_some(const Buffers& buffers, Token&& token) {
    return boost::asio::async_initiate<Token, void(boost::system::error_code, std::size_t)>(
        [this](auto handler, const Buffers& from) { write(gathered(from), erased(std::move(handler))); },
        token, buffers);
  }

 private:
  // Handlers are move-only, and know where they want to be called.
  template <class Handler>
  Done erased(Handler handler) {
    auto executor = boost::asio::get_associated_executor(handler, get_executor());
    auto kept = std::make_shared<Handler>(std::move(handler));
    return [executor, kept](boost::system::error_code code, std::size_t count) {
      boost::asio::dispatch(executor, [kept, code, count] { std::move (*kept)(code, count); });
    };
  }

  template <class Buffers>
  static boost::asio::mutable_buffer first(const Buffers& buffers) {
    const auto end = boost::asio::buffer_sequence_end(buffers);
    for (auto at = boost::asio::buffer_sequence_begin(buffers); at != end; ++at) {
      if (boost::asio::mutable_buffer(*at).size() > 0) return *at;
    }
    return {};
  }

  // A head and its body leave together: in pieces each would be a TLS record and a packet of its own.
  template <class Buffers>
  boost::asio::const_buffer gathered(const Buffers& buffers) {
    out_.resize(std::min(kGathered, boost::asio::buffer_size(buffers)));
    boost::asio::buffer_copy(boost::asio::buffer(out_), buffers);
    return boost::asio::buffer(out_);
  }

  void read(boost::asio::mutable_buffer into, Done done);
  void write(boost::asio::const_buffer from, Done done);

  static constexpr std::size_t kGathered = 16U << 10;  // the largest TLS record

  Connection& connection_;
  std::string out_;
};

}  // namespace dvcs::net
