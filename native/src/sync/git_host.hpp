// What a session has learned of its forge's git servers, so that not every repository has to ask. On the
// engine's thread.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>

#include "base/status.hpp"

namespace dvcs::sync {

class GitHost {
 public:
  std::string credential = {};  // faint_mark of the token

  // A repository was read: version 2 and filters are there.
  bool works() const { return works_; }
  // Why none will be read; empty: that is not known.
  const std::string& refusal() const { return refusal_.message; }

  void worked() { works_ = true; }
  // A git credential was refused: servers ban addresses whose credentials keep failing.
  void refused_credential(base::Error why) { refusal_ = std::move(why); }
  // A server that can't was asked. It may be this repository's configuration, or an old server: when several
  // of them can't and none was found that can, the others are not asked.
  void cannot(const std::string& clone_url, const base::Error& why) {
    incapable_.insert(clone_url);
    if (!works_ && incapable_.size() >= kIncapable) refusal_ = why;
  }
  void new_credential(std::string mark) {
    credential = std::move(mark);
    if (refusal_.code == base::Code::kUnauthorized) refusal_ = {};
  }

 private:
  static constexpr std::size_t kIncapable = 3;

  bool works_ = false;
  base::Error refusal_;
  std::unordered_set<std::string> incapable_;  // at most kIncapable
};

// 16 bits of a text as 4 hex digits: they show that it is another one now, and are too few to learn it from.
std::string faint_mark(std::string_view text);

}  // namespace dvcs::sync
