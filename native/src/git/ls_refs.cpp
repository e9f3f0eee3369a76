#include "git/ls_refs.hpp"

#include "base/hex.hpp"
#include "git/pkt_line.hpp"
#include "git/upload_pack.hpp"

namespace dvcs::git {
namespace {

base::Error broken() {
  return {base::Code::kProtocol, "The server's list of branches over git's protocol cannot be read."};
}

// "<id> <name>[ symref-target:<name>]", or "unborn HEAD symref-target:<name>" of an empty repository.
bool read_ref(std::string_view line, RefList& list) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return false;
  std::string_view id = line.substr(0, space);
  std::string_view rest = line.substr(space + 1);
  constexpr std::string_view kTarget = " symref-target:";
  std::size_t target = rest.find(kTarget);
  std::string_view name = rest.substr(0, rest.find(' '));  // names hold no blanks
  if (name == "HEAD") {
    if (target != std::string_view::npos) list.head = rest.substr(target + kTarget.size());
    return true;
  }
  if (!base::is_object_id(id)) return false;
  list.refs.push_back({std::string(name), std::string(id)});
  return true;
}

}  // namespace

http::Request ls_refs_request(std::string_view clone_url, ObjectFormat format,
                              const std::vector<std::string>& prefixes) {
  std::string body;
  put_command(body, "ls-refs", format);
  put_delimiter(body);
  put_line(body, "symrefs");
  put_line(body, "ref-prefix HEAD");
  for (const std::string& prefix : prefixes) put_line(body, "ref-prefix " + prefix);
  put_flush(body);
  return upload_pack_request(clone_url, std::move(body));
}

base::Result<RefList> parse_ls_refs(const http::Response& answer) {
  PktReader reader;
  reader.feed(answer.body);
  RefList list;
  Pkt packet;
  bool flushed = false;
  while (!flushed) {
    auto more = reader.next(packet);
    if (!more) return more.error();
    if (!*more) return broken();  // cut off: what is missing must not pass for deleted
    if (packet.kind == PktKind::kFlush) {
      flushed = true;
    } else if (packet.kind != PktKind::kData || !read_ref(packet.payload, list)) {
      return broken();
    }
  }
  return list;
}

}  // namespace dvcs::git
