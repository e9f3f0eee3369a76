// `dvcsctl keys`: messages in, each ended by a NUL (the last one's may be missing); one JSON line each.
#pragma once

#include "cli/output.hpp"
#include "dvcs/session.hpp"

namespace dvcs::cli {

// See for_each_message for how it reads and what it returns.
int print_keys(int input, Output& output, KeyGrammar grammar);

}  // namespace dvcs::cli
