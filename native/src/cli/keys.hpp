// `dvcsctl keys`: messages in, each ended by a NUL (the last one's may be missing); one JSON line each.
#pragma once

#include "cli/output.hpp"
#include "dvcs/session.hpp"

namespace dvcs::cli {

// Reads `input` to its end. What was read so far is answered before the next read may block, so it can be
// talked to through pipes. Memory: the largest message. Exit code: 1 when reading fails or nobody reads the
// answers.
int print_keys(int input, Output& output, KeyGrammar grammar);

}  // namespace dvcs::cli
