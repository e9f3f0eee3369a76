#include "sync/merge_request_look.hpp"

#include <cstdint>
#include <cstdio>
#include <string_view>

namespace dvcs::sync {
namespace {

// FNV-1a over texts and numbers.
class Look {
 public:
  Look& add(std::string_view text) {
    for (const char c : text) step(static_cast<unsigned char>(c));
    step(kEnd);
    return *this;
  }
  Look& add(std::int64_t number) { return add(std::to_string(number)); }
  std::string hex() const {
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(hash_));
    return text;
  }

 private:
  static constexpr unsigned kEnd = 0x100;  // no byte: parts cannot run into each other
  void step(unsigned value) { hash_ = (hash_ ^ value) * 0x100000001B3U; }
  std::uint64_t hash_ = 0xCBF29CE484222325U;
};

}  // namespace

std::string look_of(const MergeRequest& request) {
  Look look;
  look.add(request.iid).add(request.updated.seconds).add(request.title).add(request.description);
  look.add(static_cast<std::int64_t>(request.state)).add(request.draft ? 1 : 0);
  look.add(request.source_branch).add(request.target_branch).add(request.author).add(request.author_name);
  look.add(request.web_url).add(request.head_sha).add(request.merge_commit_sha);
  look.add(request.squash_commit_sha);
  for (const Reviewer& reviewer : request.reviewers) look.add(reviewer.user).add(reviewer.name);
  return look.hex();
}

}  // namespace dvcs::sync
