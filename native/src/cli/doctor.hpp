// Prints what a Diagnose job finds, each step as it is known.
#pragma once

#include <functional>
#include <string>

#include "cli/jobs.hpp"
#include "cli/output.hpp"

namespace dvcs::cli {

enum class Form { kPeople, kJson };

// "TCP                   failed   …  What to do: …": one line, whatever the server put into its texts.
std::string finding_text(const Finding& finding);

// The exit code: 0 no step failed, 1 one did, or the diagnosis could not end.
int diagnose(Jobs& jobs, Output& output, const Diagnose& job, Form form, const std::function<bool()>& stop);

}  // namespace dvcs::cli
