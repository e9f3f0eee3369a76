// What a server says of itself at info/refs with protocol version 2.
// Source: git's Documentation/gitprotocol-v2.txt, "Capability Advertisement".
#pragma once

#include <string>
#include <string_view>

#include "base/status.hpp"
#include "git/pack_reader.hpp"
#include "http/message.hpp"

namespace dvcs::git {

struct Capabilities {
  std::string agent;                          // "git/2.45.1", for the log
  bool filter = false;                        // `fetch=… filter`: a treeless fetch is possible
  bool shallow = false;                       // `fetch=shallow …`: slices by `deepen` are possible
  bool unborn = false;                        // `ls-refs=unborn`
  ObjectFormat format = ObjectFormat::kSha1;  // `object-format`; JGit says nothing, which means SHA-1
};

// GET <clone_url>/info/refs?service=git-upload-pack with `Git-Protocol: version=2`.
http::Request advertisement_request(std::string_view clone_url);

// kRejected when a git server answers, but not with version 2 (an old one, with version 0 or 1); kProtocol
// when the answer is none of a git server.
base::Result<Capabilities> parse_advertisement(const http::Response& answer);

}  // namespace dvcs::git
