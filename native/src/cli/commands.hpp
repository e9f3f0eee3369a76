// The commands; each returns the program's exit code.
#pragma once

#include "cli/command_line.hpp"

namespace dvcs::cli {

int run(const KeysCommand& command);
int run(const SmartCommitsCommand& command);
int run(const ProjectsCommand& command);
int run(const ImportCommand& command);
int run(const DoctorCommand& command);

}  // namespace dvcs::cli
