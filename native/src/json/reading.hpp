// A small vocabulary over simdjson On Demand, so that every page parser reads alike:
//   need   a field that must be there with the right type
//   maybe  a field that may be absent or null: the target keeps its value
//   each   the items of an array; one that cannot be read is skipped and reported
// Text is always valid UTF-8 without NUL: lone surrogates, NUL (which databases refuse) and bytes that are no
// UTF-8 become U+FFFD.
//
// Threads: one parser per thread, one live document per thread. A Fields is valid only inside the call that
// handed it out, and fields are consumed: read each once, children completely before the next field.
#pragma once

#include <simdjson.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/status.hpp"

namespace dvcs::json {

// The fields of one JSON object. The first failure is kept (`problem`), later reads do nothing.
class Fields {
 public:
  explicit Fields(simdjson::ondemand::object object) : object_(object) {}

  void need(std::string_view key, std::string& out);
  void need(std::string_view key, std::int64_t& out);
  void need(std::string_view key, bool& out);
  void need(std::string_view key, std::vector<std::string>& out);
  void maybe(std::string_view key, std::string& out);
  void maybe(std::string_view key, std::int64_t& out);
  void maybe(std::string_view key, bool& out);
  void maybe(std::string_view key, std::vector<std::string>& out);
  // Text that is looked at and not kept: valid while the document is read, and with its NULs.
  void maybe(std::string_view key, std::string_view& out);
  // What is there as text: a string's content, anything else as written in the document. Absent or null:
  // untouched.
  void raw(std::string_view key, std::string& out);
  // The object under `key`, read completely by `read`; its problems become problems of this object.
  void child(std::string_view key, const std::function<void(Fields&)>& read);
  // As `child`, when it is there and not null.
  void maybe_child(std::string_view key, const std::function<void(Fields&)>& read);
  // The objects of the array under `key`, when it is there and not null; each as `child`.
  void maybe_each(std::string_view key, const std::function<void(Fields&)>& read);

  // Says what is wrong with a value that has the right type but not the right content.
  void refuse(std::string why);
  bool ok() const { return problem_.empty(); }
  const std::string& problem() const { return problem_; }  // "`id` is missing"

 private:
  template <class T, class Read>
  void take(std::string_view key, bool required, T& out, Read read);
  void fail(std::string_view key, std::string_view why);

  simdjson::ondemand::object object_;
  std::string problem_;
};

struct BadItem {
  std::size_t index = 0;  // from 0
  std::string why;
};

// Reads a document that is an array of objects. `item` reads one; when it leaves a problem in its Fields the
// item goes to `bad`. The returned count includes bad items. An Error (kProtocol: not JSON; kMalformed:
// broken or not an array) names what came instead, but not where from: the caller knows that.
base::Result<std::size_t> each(const std::string& body, const std::function<void(Fields&)>& item,
                               const std::function<void(BadItem)>& bad);

// As `each`, for a document that is an object with the array under `key`.
base::Result<std::size_t> each_in(const std::string& body, std::string_view key,
                                  const std::function<void(Fields&)>& item,
                                  const std::function<void(BadItem)>& bad);

// Whether the whole body is one well-formed document. The readers check its structure by themselves, and of
// its values those that they read; this looks at each, before anything is believed. Valid UTF-8 only, at most
// 1,024 levels, no number beyond 64 bits. Takes memory for the length of the call.
base::Status well_formed(const std::string& body);

// Reads a document that is one object.
base::Status object(const std::string& body, const std::function<void(Fields&)>& read);

}  // namespace dvcs::json
