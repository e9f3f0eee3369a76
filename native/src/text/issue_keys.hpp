// Issue keys in any text (native/doc/grammar.md).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dvcs/session.hpp"

namespace dvcs::text {

// Rises with every change of what counts as a key; stored per repository, so that a change can schedule a
// rescan.
constexpr std::uint32_t kGrammarVersion = 1;

// The version and the switches in one number: two scans found the same keys if these are equal.
std::uint32_t grammar_stamp(KeyGrammar grammar);

// Appends the keys of `text` to `unique_in_order`, each once, in order of appearance; those already in the
// vector are not repeated, so that several texts can be searched one after another. One pass over any bytes;
// linear in their number.
void find_keys(std::string_view text, KeyGrammar grammar, std::vector<std::string>& unique_in_order);

}  // namespace dvcs::text
