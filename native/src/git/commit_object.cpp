#include "git/commit_object.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include "base/hex.hpp"
#include "git/charset.hpp"

namespace dvcs::git {
namespace {

struct Signature {
  std::string_view name;
  std::string_view email;
  Moment when;
};

std::string_view trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// "+0200", also the odd "-730" or "+051800" that old tools wrote: hours and minutes from the last four
// digits, as git does; nothing legible is UTC.
std::int32_t read_offset(std::string_view text) {
  if (text.size() < 2 || (text.front() != '+' && text.front() != '-')) return 0;
  std::int32_t value = 0;
  auto [end, problem] = std::from_chars(text.data() + 1, text.data() + text.size(), value);
  if (problem != std::errc{} || value > 9999) return 0;
  std::int32_t minutes = value / 100 * 60 + value % 100;
  return text.front() == '-' ? -minutes : minutes;
}

// "Name <mail> seconds offset". The mail ends at the last '>', the date is what follows; every part may be
// missing.
Signature read_signature(std::string_view line) {
  Signature signature;
  std::size_t open = line.find('<');
  std::size_t close = line.rfind('>');
  if (open == std::string_view::npos || close == std::string_view::npos || close < open) {
    signature.name = trim(line);
    return signature;
  }
  signature.name = trim(line.substr(0, open));
  signature.email = trim(line.substr(open + 1, close - open - 1));
  std::string_view date = trim(line.substr(close + 1));
  std::size_t space = date.find(' ');
  std::string_view seconds = date.substr(0, space);
  auto [end, problem] =
      std::from_chars(seconds.data(), seconds.data() + seconds.size(), signature.when.seconds);
  if (problem != std::errc{} || end != seconds.data() + seconds.size()) {
    signature.when = {};
    return signature;
  }
  if (space != std::string_view::npos)
    signature.when.offset_minutes = read_offset(trim(date.substr(space + 1)));
  return signature;
}

void read_header(std::string_view line, CommitParts& parts, bool& parents_ended) {
  const std::size_t space = line.find(' ');
  const std::string_view name = line.substr(0, space);
  const std::string_view value =
      space == std::string_view::npos ? std::string_view{} : line.substr(space + 1);
  if (name == "parent") {
    if (!parents_ended) parts.parents.push_back(value);
    return;
  }
  if (name == "tree") {
    parts.has_tree = true;
    return;
  }
  parents_ended = parts.has_tree;
  if (name == "author") parts.author = value;
  if (name == "committer") parts.committer = value;
  if (name == "encoding") parts.encoding = trim(value);
}

}  // namespace

CommitParts split_commit(std::string_view content) {
  CommitParts parts;
  bool parents_ended = false;
  while (!content.empty() && content.front() != '\n') {
    const std::size_t end = content.find('\n');
    const std::string_view line = content.substr(0, end);
    content.remove_prefix(end == std::string_view::npos ? content.size() : end + 1);
    if (!line.starts_with(' '))
      read_header(line, parts, parents_ended);  // ' ' continues a signature or a tag
  }
  if (!content.empty()) content.remove_prefix(1);
  parts.message = content;
  return parts;
}

const char* fault_of(const CommitParts& parts, std::size_t digits) {
  if (!parts.has_tree) return "it has no tree";
  const bool sound = std::all_of(parts.parents.begin(), parts.parents.end(), [&](std::string_view parent) {
    return parent.size() == digits && base::is_object_id(parent);
  });
  return sound ? nullptr : "it names a parent that is no object id";
}

base::Result<Commit> parse_commit(std::string_view id, std::string_view content) {
  const CommitParts parts = split_commit(content);
  Commit commit;
  commit.sha = id;
  if (const char* fault = fault_of(parts, id.size())) {
    return base::Error{base::Code::kMalformed, "Commit " + commit.sha + " cannot be read: " + fault + "."};
  }
  commit.parents.assign(parts.parents.begin(), parts.parents.end());
  const Signature author = read_signature(parts.author);
  const Signature committer = read_signature(parts.committer);
  Decoder decoder(parts.encoding);
  commit.author = {decoder.to_utf8(author.name), decoder.to_utf8(author.email)};
  commit.authored = author.when;
  commit.committer = {decoder.to_utf8(committer.name), decoder.to_utf8(committer.email)};
  commit.committed = committer.when;
  commit.message = decoder.to_utf8(parts.message);
  return commit;
}

}  // namespace dvcs::git
