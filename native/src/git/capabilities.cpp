#include "git/capabilities.hpp"

#include "git/pkt_line.hpp"

namespace dvcs::git {
namespace {

base::Error not_version_two() {
  return {base::Code::kRejected, "The server does not speak version 2 of git's protocol over HTTP."};
}

base::Error no_git_server() {
  return {base::Code::kProtocol, "What answered at the clone address is no git server."};
}

std::string_view line_of(const Pkt& packet) {
  std::string_view line = packet.payload;
  if (line.ends_with('\n')) line.remove_suffix(1);
  return line;
}

bool has_word(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    std::size_t space = words.find(' ');
    if (words.substr(0, space) == word) return true;
    words.remove_prefix(space == std::string_view::npos ? words.size() : space + 1);
  }
  return false;
}

void read_capability(std::string_view line, Capabilities& found) {
  std::size_t equals = line.find('=');
  std::string_view name = line.substr(0, equals);
  std::string_view value = equals == std::string_view::npos ? std::string_view{} : line.substr(equals + 1);
  if (name == "agent") found.agent = value;
  if (name == "object-format" && value == "sha256") found.format = ObjectFormat::kSha256;
  if (name == "ls-refs") found.unborn = has_word(value, "unborn");
  if (name == "fetch") {
    found.filter = has_word(value, "filter");
    found.shallow = has_word(value, "shallow");
  }
}

}  // namespace

http::Request advertisement_request(std::string_view clone_url) {
  http::Request request;
  request.url = std::string(clone_url) + "/info/refs?service=git-upload-pack";
  request.git = true;
  request.headers.set("Git-Protocol", "version=2");
  request.limits.body_bytes = 1u << 20;
  return request;
}

base::Result<Capabilities> parse_advertisement(const http::Response& answer) {
  PktReader reader;
  reader.feed(answer.body);
  Capabilities found;
  bool version_two = false;
  bool service = false;
  Pkt packet;
  for (;;) {
    auto more = reader.next(packet);
    if (!more) return no_git_server();
    if (!*more) break;
    if (packet.kind != PktKind::kData) continue;  // servers put "# service=…" and a flush first
    std::string_view line = line_of(packet);
    service = service || line == "# service=git-upload-pack";
    if (line == "version 2") {
      version_two = true;
    } else if (version_two) {
      read_capability(line, found);
    }
  }
  if (!version_two) return service ? not_version_two() : no_git_server();
  return found;
}

}  // namespace dvcs::git
