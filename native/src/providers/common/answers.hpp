// Answers that are one object, read the same way at every forge.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/status.hpp"
#include "http/message.hpp"
#include "json/reading.hpp"
#include "providers/common/refusals.hpp"
#include "providers/provider.hpp"

namespace dvcs::providers {

// How one forge words its errors.
struct ForgeErrors {
  base::Error (*refusal)(std::string_view subject, const http::Request& asked, const http::Response& answer);
  base::Error (*unexpected)(std::string_view subject, const http::Request& asked, const base::Error& found);
  base::Error (*no_api)(const http::Request& asked);
};

// `read` takes the object's fields into `value`, and leaves a problem in them when it cannot.
template <class T, class Read>
base::Result<T> read_object(const ForgeErrors& errors, std::string_view subject, const http::Request& asked,
                            const http::Response& answer, T value, Read read) {
  if (!is_success(answer)) return errors.refusal(subject, asked, answer);
  const base::Status status = json::object(answer.body, [&](json::Fields& fields) { read(fields, value); });
  if (!status.ok()) return errors.unexpected(subject, asked, status.error());
  return value;
}

// The question for the version, `{"version":"18.5.1"}`: every such forge answers it, so a 404 means that it
// is none, whatever the words; other servers answer in JSON, too.
Query<ServerInfo> version_query(const ForgeErrors& errors, http::Request request, std::string subject);

}  // namespace dvcs::providers
