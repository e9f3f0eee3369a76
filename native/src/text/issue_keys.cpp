#include "text/issue_keys.hpp"

#include "text/key_scanner.hpp"
#include "text/unique_keys.hpp"

namespace dvcs::text {

std::uint32_t grammar_stamp(KeyGrammar grammar) {
  return kGrammarVersion * 4 + (grammar.lower_case ? 1U : 0U) + (grammar.underscore ? 2U : 0U);
}

void find_keys(std::string_view text, KeyGrammar grammar, std::vector<std::string>& unique_in_order) {
  UniqueKeys keys(unique_in_order);
  KeyScanner scanner(text, grammar);
  while (const auto place = scanner.next()) {
    keys.add(upper_case_key(text.substr(place->begin, place->end - place->begin)));
  }
}

}  // namespace dvcs::text
