// The command fetch of protocol version 2 with `filter tree:0`: commits and nothing else.
// Source: git's Documentation/gitprotocol-v2.txt, "fetch".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.hpp"
#include "git/pack_reader.hpp"
#include "git/pkt_line.hpp"
#include "git/spool.hpp"
#include "http/message.hpp"

namespace dvcs::git {

struct FetchOptions {
  std::vector<std::string> wants;    // heads to bring
  std::vector<std::string> haves;    // heads whose history is here
  std::vector<std::string> shallow;  // where the last slice ended
  std::uint32_t deepen = 0;          // a slice of that depth; 0: all at once
};

// The answer is to be streamed: set on_body to FetchAnswer::feed.
http::Request fetch_request(std::string_view clone_url, ObjectFormat format, const FetchOptions& options);

// Reads the answer while it arrives: sections, side bands, and the pack into a spool. Sans-IO, one answer
// each.
class FetchAnswer {
 public:
  explicit FetchAnswer(Spool& spool) : spool_(spool) {}  // borrowed

  base::Status feed(std::string_view piece);
  // After the last piece: whether the answer was whole.
  base::Status finish() const;

  bool has_pack() const { return section_ == Section::kPack; }
  const std::vector<std::string>& shallow() const { return shallow_; }  // commits whose parents were left out
  const std::vector<std::string>& unshallow() const { return unshallow_; }  // no longer so
  // The want that the server does not have: the reason why feed() failed. Empty: none.
  const std::string& unknown_want() const { return unknown_want_; }

 private:
  enum class Section { kNone, kAcknowledgments, kShallow, kPack };

  base::Status take(const Pkt& packet);
  base::Status take_line(std::string_view line);
  base::Status take_band(std::string_view payload);
  base::Error refused(std::string_view words);

  Spool& spool_;
  PktReader reader_;
  Section section_ = Section::kNone;
  bool flushed_ = false;
  std::string unknown_want_;
  std::vector<std::string> shallow_;
  std::vector<std::string> unshallow_;
};

}  // namespace dvcs::git
