// The command ls-refs of protocol version 2: the heads of all branches in one small answer.
// Source: git's Documentation/gitprotocol-v2.txt, "ls-refs".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/status.hpp"
#include "git/pack_reader.hpp"
#include "http/message.hpp"

namespace dvcs::git {

struct Ref {
  std::string name;  // full, "refs/heads/main"; bytes as the server sent them
  std::string id;    // lower-case hex
};

struct RefList {
  std::vector<Ref> refs;
  std::string head;  // what HEAD points to, "refs/heads/main"; empty: not said, or detached
};

// Only names that begin with one of `prefixes`: without them a GitLab server also lists every merge request,
// pipeline and tag it ever had.
http::Request ls_refs_request(std::string_view clone_url, ObjectFormat format,
                              const std::vector<std::string>& prefixes);

// A line that is no reference is an Error: a list with holes would pass for deleted branches.
base::Result<RefList> parse_ls_refs(const http::Response& answer);

}  // namespace dvcs::git
