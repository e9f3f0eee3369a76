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

struct Headers {
  Signature author;
  Signature committer;
  std::string_view encoding;
  bool tree = false;
};

void read_header(std::string_view line, Headers& headers, std::vector<std::string>& parents) {
  std::size_t space = line.find(' ');
  std::string_view name = line.substr(0, space);
  std::string_view value = space == std::string_view::npos ? std::string_view{} : line.substr(space + 1);
  if (name == "tree") headers.tree = true;
  if (name == "parent") parents.emplace_back(value);
  if (name == "author") headers.author = read_signature(value);
  if (name == "committer") headers.committer = read_signature(value);
  if (name == "encoding") headers.encoding = trim(value);
}

}  // namespace

base::Result<Commit> parse_commit(std::string_view id, std::string_view content) {
  Commit commit;
  commit.sha = id;
  Headers headers;
  while (!content.empty() && content.front() != '\n') {
    std::size_t end = content.find('\n');
    std::string_view line = content.substr(0, end);
    content.remove_prefix(end == std::string_view::npos ? content.size() : end + 1);
    if (!line.starts_with(' '))
      read_header(line, headers, commit.parents);  // ' ' continues a signature or a tag
  }
  if (!headers.tree) return base::Error{base::Code::kMalformed, "Commit " + commit.sha + " has no tree."};
  if (!std::all_of(commit.parents.begin(), commit.parents.end(), base::is_object_id)) {
    return base::Error{base::Code::kMalformed,
                       "Commit " + commit.sha + " names a parent that is no object id."};
  }
  if (!content.empty()) content.remove_prefix(1);
  Decoder decoder(headers.encoding);
  commit.author = {decoder.to_utf8(headers.author.name), decoder.to_utf8(headers.author.email)};
  commit.authored = headers.author.when;
  commit.committer = {decoder.to_utf8(headers.committer.name), decoder.to_utf8(headers.committer.email)};
  commit.committed = headers.committer.when;
  commit.message = decoder.to_utf8(content);
  return commit;
}

}  // namespace dvcs::git
