// Messages on standard input, each ended by a NUL (the last one's may be missing).
#pragma once

#include <functional>
#include <string_view>

#include "cli/output.hpp"

namespace dvcs::cli {

// Reads `input` to its end and calls `answer` with each message. What was read so far is answered, and
// `output` flushed, before the next read may block, so it can be talked to through pipes. Memory: the largest
// message. Exit code: 1 when reading fails or nobody reads the answers.
int for_each_message(int input, Output& output, const std::function<void(std::string_view)>& answer);

}  // namespace dvcs::cli
