#include <exception>

#include "cli/command_line.hpp"
#include "cli/commands.hpp"
#include "cli/output.hpp"
#include "cli/signals.hpp"

int main(int argc, char** argv) {
  try {
    dvcs::cli::watch_signals();
    auto parsed = dvcs::cli::parse_command_line(argc, argv);
    if (const int* code = std::get_if<int>(&parsed)) return *code;
    return std::visit([](const auto& command) { return dvcs::cli::run(command); },
                      std::get<dvcs::cli::Command>(parsed));
  } catch (const std::exception& fault) {
    dvcs::cli::complain(std::string("Internal fault: ") + fault.what() + ".");
    return 1;
  }
}
