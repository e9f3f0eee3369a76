#include "git/fetch.hpp"

#include "base/hex.hpp"
#include "base/utf8.hpp"
#include "git/upload_pack.hpp"

namespace dvcs::git {
namespace {

constexpr std::size_t kMaxErrorText = 300;

// A server's own words, which are hostile: valid UTF-8, one line, bounded.
base::Error said_by_server(std::string_view words) {
  std::string text = base::repair_utf8(words.substr(0, kMaxErrorText));
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  return {base::Code::kServer, "The server refused the git transfer: " + text};
}

base::Error broken(const char* why) {
  return {base::Code::kProtocol, std::string("The server's git transfer cannot be read: ") + why + "."};
}

}  // namespace

http::Request fetch_request(std::string_view clone_url, ObjectFormat format, const FetchOptions& options) {
  std::string body;
  put_command(body, "fetch", format);
  put_delimiter(body);
  put_line(body, "no-progress");
  put_line(body, "ofs-delta");
  put_line(body, "filter tree:0");
  for (const std::string& id : options.wants) put_line(body, "want " + id);
  for (const std::string& id : options.shallow) put_line(body, "shallow " + id);
  if (options.deepen > 0) put_line(body, "deepen " + std::to_string(options.deepen));
  for (const std::string& id : options.haves) put_line(body, "have " + id);
  put_line(body, "done");
  put_flush(body);
  return upload_pack_request(clone_url, std::move(body));
}

base::Status FetchAnswer::feed(std::string_view piece) {
  reader_.feed(piece);
  Pkt packet;
  for (;;) {
    auto more = reader_.next(packet);
    if (!more) return more.error();
    if (!*more) return {};
    if (auto taken = take(packet); !taken) return taken;
  }
}

base::Status FetchAnswer::take(const Pkt& packet) {
  switch (packet.kind) {
    case PktKind::kFlush:
    case PktKind::kResponseEnd:
      flushed_ = true;
      return {};
    case PktKind::kDelimiter:
      section_ = Section::kNone;
      return {};
    case PktKind::kData:
      break;
  }
  if (section_ == Section::kPack) return take_band(packet.payload);
  std::string_view line = packet.payload;
  if (line.ends_with('\n')) line.remove_suffix(1);
  return take_line(line);
}

base::Status FetchAnswer::take_line(std::string_view line) {
  if (line.starts_with("ERR ")) return refused(line.substr(4));
  if (section_ == Section::kNone) {
    if (line == "packfile") {
      section_ = Section::kPack;
    } else if (line == "shallow-info") {
      section_ = Section::kShallow;
    } else {
      section_ = Section::kAcknowledgments;  // and sections of later gits, which say nothing to us
    }
    return {};
  }
  if (section_ == Section::kShallow) {
    if (line.starts_with("shallow ")) shallow_.emplace_back(line.substr(8));
    if (line.starts_with("unshallow ")) unshallow_.emplace_back(line.substr(10));
  }
  return {};
}

// "upload-pack: not our ref 0123…", on the main channel or on the side band for errors.
base::Error FetchAnswer::refused(std::string_view words) {
  constexpr std::string_view kUnknown = "not our ref ";
  if (const std::size_t at = words.find(kUnknown); at != std::string_view::npos) {
    std::string_view id = words.substr(at + kUnknown.size());
    id = id.substr(0, id.find_first_not_of("0123456789abcdef"));
    if (base::is_object_id(id)) unknown_want_ = id;
  }
  return said_by_server(words);
}

base::Status FetchAnswer::take_band(std::string_view payload) {
  if (payload.empty()) return broken("an empty side-band packet");
  std::string_view content = payload.substr(1);
  switch (payload.front()) {
    case 1:
      return spool_.append(content);
    case 2:
      return {};  // progress for people
    case 3:
      return refused(content);
    default:
      return broken("an unknown side band");
  }
}

base::Status FetchAnswer::finish() const {
  if (!flushed_ || !reader_.at_boundary()) return broken("it ended too early");
  return {};
}

}  // namespace dvcs::git
