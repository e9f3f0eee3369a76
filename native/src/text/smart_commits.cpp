#include "text/smart_commits.hpp"

#include <optional>
#include <utility>

#include "base/utf8.hpp"
#include "text/ascii.hpp"
#include "text/key_scanner.hpp"
#include "text/unique_keys.hpp"

namespace dvcs::text {
namespace {

// A word with `#` in front: `#close`, and also `#c++`, which is none of ours.
struct HashWord {
  std::size_t begin = 0;     // of the `#`
  std::size_t name_end = 0;  // letters and `-`
  bool command = false;
};

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

std::string quote(std::string_view text) {
  constexpr std::size_t kMostShown = 500;
  const auto shown = base::cut_utf8(text, kMostShown);
  return "'" + std::string(shown) + (shown.size() < text.size() ? "…'" : "'");
}

// The next `#` at the start or after white space that a letter follows: anything but ASCII counts as one, so
// that
// `#öffnen` is not passed over in silence.
std::optional<HashWord> next_hash_word(std::string_view text, std::size_t from) {
  for (auto at = text.find('#', from); at != std::string_view::npos; at = text.find('#', at + 1)) {
    if (at > 0 && !is_space(text[at - 1])) continue;
    if (at + 1 == text.size() ||
        (!is_letter(text[at + 1]) && static_cast<unsigned char>(text[at + 1]) < 0x80)) {
      continue;
    }
    HashWord word{at, at + 1, false};
    while (word.name_end < text.size() && (is_letter(text[word.name_end]) || text[word.name_end] == '-')) {
      ++word.name_end;
    }
    word.command = word.name_end > at + 1 && (word.name_end == text.size() || is_space(text[word.name_end]) ||
                                              is_mark(text[word.name_end]));
    return word;
  }
  return std::nullopt;
}

// `#comment: done` means `done`, `(… #close)` has no comment: marks that end the name's word are not its
// text.
std::string_view without_marks(std::string_view after_name) {
  std::size_t end = 0;
  while (end < after_name.size() && is_mark(after_name[end])) ++end;
  if (end < after_name.size() && !is_space(after_name[end])) end = 0;
  return trim(after_name.substr(end));
}

class Parser {
 public:
  explicit Parser(const SmartCommitGrammar& grammar) : grammar_(grammar) {}

  void line(std::string_view line) {
    KeyScanner scanner(line, grammar_.keys);
    auto key = next_key(scanner, line);
    without_key(line.substr(0, key ? key->begin : line.size()));
    while (key) {
      std::vector<std::string> issues;
      UniqueKeys unique(issues);
      std::size_t end = 0;
      do {
        unique.add(upper_case_key(line.substr(key->begin, key->end - key->begin)));
        end = key->end;
        key = next_key(scanner, line);
      } while (key && only_blanks_and_commas(line.substr(end, key->begin - end)));
      segment(std::move(issues), line.substr(end, (key ? key->begin : line.size()) - end));
    }
  }

  SmartCommit result() && {
    if (result_.issues.empty()) result_.without_key = std::move(without_key_);
    if (lost_commands_ > 0) {
      result_.problems.push_back(std::to_string(lost_commands_) + " more commands than the " +
                                 std::to_string(kMostCommands) +
                                 " that a message may have are not carried out.");
    }
    if (lost_problems_ > 0)
      result_.problems.push_back("There are " + std::to_string(lost_problems_) + " more problems.");
    return std::move(result_);
  }

 private:
  // A key in an address or a path is not one to act upon.
  static std::optional<KeyPlace> next_key(KeyScanner& scanner, std::string_view line) {
    constexpr std::string_view kNotBefore = "&=?>^!~/-";
    auto key = scanner.next();
    while (key && key->begin > 0 && kNotBefore.find(line[key->begin - 1]) != std::string_view::npos) {
      key = scanner.next();
    }
    return key;
  }

  // What stands before the first key of a line.
  void without_key(std::string_view text) {
    if (!grammar_.explain_without_key || !without_key_.empty()) return;
    auto word = next_hash_word(text, 0);
    while (word && !word->command) word = next_hash_word(text, word->name_end);
    if (!word) return;
    without_key_ = quote(text.substr(word->begin, word->name_end - word->begin)) +
                   " is for no issue: no issue key stands before it";
    KeyScanner scanner(text, {true, grammar_.keys.underscore});
    if (const auto lower = next_key(scanner, text)) {
      without_key_ += " (" + quote(text.substr(lower->begin, lower->end - lower->begin)) +
                      " is none: keys are written in upper case)";
    }
    without_key_ += '.';
  }

  static bool only_blanks_and_commas(std::string_view text) {
    for (const char c : text) {
      if (c != ',' && !is_space(c)) return false;
    }
    return true;
  }

  // What follows a group of keys up to the next one.
  void segment(std::vector<std::string> issues, std::string_view text) {
    std::optional<HashWord> open;  // the command whose argument is being read
    for (auto word = next_hash_word(text, 0); word; word = next_hash_word(text, word->name_end)) {
      if (!word->command) {
        not_a_command(text, *word);
        continue;
      }
      if (open) {
        command(text, *open, word->begin);
      } else {
        result_.issues.push_back(std::exchange(issues, {}));
      }
      open = word;
    }
    if (open) command(text, *open, text.size());
  }

  void not_a_command(std::string_view text, const HashWord& word) {
    std::size_t end = word.name_end;
    while (end < text.size() && !is_space(text[end])) ++end;
    problem(quote(text.substr(word.begin, end - word.begin)) +
            " is not taken for a command: its name has other characters than letters and '-'.");
  }

  void command(std::string_view text, const HashWord& word, std::size_t end) {
    const auto after_name = text.substr(word.name_end, end - word.name_end);
    SmartCommand command;
    command.name = text.substr(word.begin + 1, word.name_end - word.begin - 1);
    command.argument = trim(after_name);
    command.issues = result_.issues.size() - 1;
    auto content = without_marks(after_name);
    const std::string lower = lower_case(command.name);
    if (lower == "comment") {
      command.kind = CommandKind::kComment;
      if (content.empty()) return problem(quote("#" + command.name) + " has no text.");
    } else if (lower == "time") {
      command.kind = CommandKind::kTime;
      auto duration = parse_duration(content, grammar_.working);
      if (!duration) {
        return problem(quote(trim(text.substr(word.begin, end - word.begin))) +
                       " logs no work: " + duration.error().message + ".");
      }
      command.time = std::move(duration->time);
      command.seconds = duration->seconds;
      content = duration->rest;
    }
    command.comment = content;
    if (result_.commands.size() < kMostCommands) {
      result_.commands.push_back(std::move(command));
    } else {
      ++lost_commands_;
    }
  }

  void problem(std::string sentence) {
    if (result_.problems.size() < kMostProblems) {
      result_.problems.push_back(std::move(sentence));
    } else {
      ++lost_problems_;
    }
  }

  const SmartCommitGrammar& grammar_;
  SmartCommit result_;
  std::string without_key_;  // a sentence, or empty
  std::size_t lost_commands_ = 0;
  std::size_t lost_problems_ = 0;
};

}  // namespace

SmartCommit parse_smart_commit(std::string_view message, const SmartCommitGrammar& grammar) {
  Parser parser(grammar);
  std::string repaired;
  for (std::size_t begin = 0; begin <= message.size();) {
    const std::size_t end = std::min(message.find('\n', begin), message.size());
    auto line = message.substr(begin, end - begin);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.find('#') != std::string_view::npos) {
      if (!base::is_valid_utf8(line) || line.find('\0') != std::string_view::npos) {
        repaired = base::replace_nul(base::repair_utf8(line));
        line = repaired;
      }
      parser.line(line);
    }
    if (!grammar.all_lines) break;
    begin = end + 1;
  }
  return std::move(parser).result();
}

}  // namespace dvcs::text
