// The Link header of RFC 8288, as far as paging needs it: which address has the relation "next".
// Hostile input is answered with nothing, never with a part of something else. Pure, any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/message.hpp"

namespace dvcs::http {

struct Link {
  std::string target;     // as written between < and >
  std::string relations;  // value of the first `rel` parameter: one or more words
};

// The links of one field value up to the first thing that is not a link.
std::vector<Link> parse_links(std::string_view value);

// Target of the first link of that relation in any Link header of the answer; empty: there is none.
// It may be relative, and its host is the one the server believes to have (../shared: GitLab writes its
// configured external address, not the one that was called).
std::string link_target(const Headers& headers, std::string_view relation);

}  // namespace dvcs::http
