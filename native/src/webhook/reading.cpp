#include "webhook/reading.hpp"

#include <utility>

#include "base/hex.hpp"
#include "webhook/decode.hpp"

namespace dvcs::webhook {

std::string object_id(std::string text) {
  const bool none = !base::is_object_id(text) || text.find_first_not_of('0') == std::string::npos;
  return none ? std::string() : std::move(text);
}

void add(HookEvent& event, RefChange change) {
  if (change.ref.empty()) return;
  if (event.refs.size() == kMostRefs) {
    event.refs_complete = false;
    return;
  }
  event.refs.push_back(std::move(change));
}

void read_change(json::Fields& fields, HookEvent& event) {
  RefChange change;
  fields.maybe("before", change.before);
  fields.maybe("after", change.after);
  fields.maybe("ref", change.ref);
  change.before = object_id(std::move(change.before));
  change.after = object_id(std::move(change.after));
  add(event, std::move(change));
}

void read_email(json::Fields& fields, std::string_view key, std::string& email) {
  fields.maybe(key, email);
  if (email == "[REDACTED]") email.clear();
}

}  // namespace dvcs::webhook
