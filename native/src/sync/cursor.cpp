#include "sync/cursor.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>

#include "base/hex.hpp"
#include "json/reading.hpp"
#include "json/text.hpp"

namespace dvcs::sync {
namespace {

constexpr std::int64_t kVersion = 1;

std::string_view name_of(Cursor::Phase phase) {
  return phase == Cursor::Phase::kCommits ? "commits" : "merge_requests";
}

// Positions end up in an address: only what may stand in its query is taken.
bool is_query(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > 0x20 && c < 0x7F && c != '#'; });
}

// 16 hex digits.
bool is_look(std::string_view text) {
  constexpr std::size_t kBytes = 8;
  return base::from_hex(text).size() == kBytes;
}

bool is_sound(const Cursor& cursor) {
  const auto is_id = [](std::string_view sha) { return base::is_object_id(sha); };
  if (cursor.merge_requests_seen.size() > kMaxMergeRequests) return false;
  if (!std::all_of(cursor.merge_requests_seen.begin(), cursor.merge_requests_seen.end(), is_look))
    return false;
  const std::vector<std::int64_t>& left = cursor.merge_requests_left;
  if (left.size() > kMaxLeft || std::any_of(left.begin(), left.end(), [](auto iid) { return iid <= 0; }))
    return false;
  const auto are_ids = [&](const std::vector<std::string>& list) {
    return list.size() <= kMaxHeads && std::all_of(list.begin(), list.end(), is_id);
  };
  if (!are_ids(cursor.heads)) return false;
  std::vector<std::string> departed = cursor.departed;
  if (!departed.empty() && departed.back() == kEverything) departed.pop_back();
  if (!are_ids(departed)) return false;
  if (!cursor.git.empty() && cursor.git != "sha1" && cursor.git != "sha256") return false;
  if (cursor.git_refusal && cursor.git_refusal->runs < 0) return false;
  if (cursor.git_slice && (!are_ids(cursor.git_slice->heads) || !are_ids(cursor.git_slice->next)))
    return false;
  if (!cursor.slice) return true;
  const Cursor::Slice& slice = *cursor.slice;
  return is_id(slice.head) && (slice.exclude.empty() || is_id(slice.exclude)) && is_query(slice.position);
}

// 0, which is the number of no merge request, for what is none.
std::int64_t number_of(const std::string& text) {
  std::int64_t number = 0;
  const char* const end = text.data() + text.size();
  return std::from_chars(text.data(), end, number).ptr == end ? number : 0;
}

// The last of them, as many as a cursor holds.
std::string list_of(const std::vector<std::string>& texts) {
  std::string list = "[";
  const std::size_t first = texts.size() - std::min(texts.size(), kMaxHeads);
  for (std::size_t i = first; i < texts.size(); ++i) list += (i > first ? "," : "") + json::quoted(texts[i]);
  return list + "]";
}

}  // namespace

std::string write_cursor(const Cursor& cursor) {
  std::string text =
      "{\"version\":" + std::to_string(kVersion) + ",\"phase\":" + json::quoted(name_of(cursor.phase)) +
      ",\"generation\":" + std::to_string(cursor.generation) + ",\"heads\":" + list_of(cursor.heads);
  if (!cursor.git.empty()) text += ",\"git\":" + json::quoted(cursor.git);
  if (cursor.git_refusal) {
    text += ",\"git_refusal\":{\"to\":" + json::quoted(cursor.git_refusal->to) +
            ",\"runs\":" + std::to_string(cursor.git_refusal->runs) + "}";
  }
  if (!cursor.departed.empty()) text += ",\"departed\":" + list_of(cursor.departed);
  if (cursor.incomplete) text += ",\"incomplete\":true";
  if (cursor.git_slice) {
    text += ",\"git_slice\":{\"heads\":" + list_of(cursor.git_slice->heads) +
            ",\"next\":" + list_of(cursor.git_slice->next) + "}";
  }
  if (cursor.slice) {
    text += ",\"slice\":{\"head\":" + json::quoted(cursor.slice->head) +
            ",\"exclude\":" + json::quoted(cursor.slice->exclude) +
            ",\"position\":" + json::quoted(cursor.slice->position) + "}";
  }
  text += ",\"merge_requests_since\":" + std::to_string(cursor.merge_requests_since);
  std::string seen;
  for (const std::string& look : cursor.merge_requests_seen)
    seen += (seen.empty() ? "" : ",") + json::quoted(look);
  if (!seen.empty()) text += ",\"merge_requests_seen\":[" + seen + "]";
  std::string left;
  for (const std::int64_t iid : cursor.merge_requests_left)
    left += (left.empty() ? "" : ",") + json::quoted(std::to_string(iid));
  if (!left.empty()) text += ",\"merge_requests_left\":[" + left + "]";
  if (cursor.merge_requests_unlisted) text += ",\"merge_requests_unlisted\":true";
  return text + "}";
}

std::optional<Cursor> read_cursor(std::string_view text) {
  Cursor cursor;
  std::int64_t version = 0;
  std::int64_t generation = 0;
  std::string phase;
  std::vector<std::string> left;
  const base::Status status = json::object(std::string(text), [&](json::Fields& fields) {
    fields.need("version", version);
    if (version != kVersion) return fields.refuse("its version is another one");
    fields.need("phase", phase);
    fields.need("generation", generation);
    fields.need("heads", cursor.heads);
    fields.maybe_child("slice", [&](json::Fields& slice) {
      cursor.slice.emplace();
      slice.need("head", cursor.slice->head);
      slice.need("exclude", cursor.slice->exclude);
      slice.need("position", cursor.slice->position);
    });
    fields.maybe("git", cursor.git);
    fields.maybe_child("git_refusal", [&](json::Fields& refusal) {
      cursor.git_refusal.emplace();
      refusal.need("to", cursor.git_refusal->to);
      refusal.need("runs", cursor.git_refusal->runs);
    });
    fields.maybe("departed", cursor.departed);
    fields.maybe("incomplete", cursor.incomplete);
    fields.maybe_child("git_slice", [&](json::Fields& slice) {
      cursor.git_slice.emplace();
      slice.need("heads", cursor.git_slice->heads);
      slice.need("next", cursor.git_slice->next);
    });
    fields.need("merge_requests_since", cursor.merge_requests_since);
    fields.maybe("merge_requests_seen", cursor.merge_requests_seen);
    fields.maybe("merge_requests_left", left);
    fields.maybe("merge_requests_unlisted", cursor.merge_requests_unlisted);
  });
  std::transform(left.begin(), left.end(), std::back_inserter(cursor.merge_requests_left), number_of);
  if (!status.ok() || generation < 0 || !is_sound(cursor)) return std::nullopt;
  cursor.generation = static_cast<std::uint64_t>(generation);
  if (phase == name_of(Cursor::Phase::kMergeRequests)) {
    cursor.phase = Cursor::Phase::kMergeRequests;
  } else if (phase != name_of(Cursor::Phase::kCommits)) {
    return std::nullopt;
  }
  return cursor;
}

}  // namespace dvcs::sync
