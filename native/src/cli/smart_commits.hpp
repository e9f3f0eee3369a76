// `dvcsctl smart-commits`: messages in, one JSON line each: what it asks Jira to do.
#pragma once

#include "cli/output.hpp"
#include "text/smart_commits.hpp"

namespace dvcs::cli {

// At most text::kMostCommands commands of a message are printed, each for each of its issues, and at most 16
// MiB of their texts; `problems` says how many more there were. Commands without an
// issue key are no problem of a message; the first such message is named on standard error, in the end. See
// for_each_message for how it reads and what it returns.
int print_smart_commits(int input, Output& output, const text::SmartCommitGrammar& grammar);

}  // namespace dvcs::cli
