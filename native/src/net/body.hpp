// Where the body of an answer goes: decompressed if need be, then to the request's sink or into a string,
// never more than the limit.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/status.hpp"
#include "http/message.hpp"
#include "http/url.hpp"
#include "net/gunzip.hpp"

namespace dvcs::net {

class Body {
 public:
  // Both must outlive this object.
  Body(const http::Request& request, const http::Url& url) : request_(request), url_(url) {}
  Body(const Body&) = delete;
  Body& operator=(const Body&) = delete;

  base::Status begin(const http::Response& response);  // after the header
  base::Status feed(std::string_view piece);
  base::Status finish();
  std::string take() { return std::move(collected_); }

 private:
  void make_room(std::string_view announced);
  base::Status put(std::string_view piece);

  const http::Request& request_;
  const http::Url& url_;
  std::optional<Gunzip> gunzip_;
  bool to_sink_ = false;
  std::size_t limit_ = 0;
  std::size_t size_ = 0;
  std::string collected_;
};

}  // namespace dvcs::net
