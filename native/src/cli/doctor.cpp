#include "cli/doctor.hpp"

#include <algorithm>
#include <chrono>
#include <string_view>

#include "cli/lines.hpp"

namespace dvcs::cli {
namespace {

constexpr std::size_t kStepWidth = 22;
constexpr std::size_t kOutcomeWidth = 9;

std::string padded(std::string_view text, std::size_t width) {
  std::string cell(text);
  cell.resize(std::max(width, cell.size() + 1), ' ');
  return cell;
}

// What a server says of itself may hold what a terminal obeys.
std::string printable(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  return text;
}

}  // namespace

std::string finding_text(const Finding& finding) {
  std::string line =
      padded(finding.step, kStepWidth) + padded(outcome_name(finding.outcome), kOutcomeWidth) + finding.found;
  if (!finding.remedy.empty()) line += " What to do: " + finding.remedy;
  return printable(std::move(line));
}

int diagnose(Jobs& jobs, Output& output, const Diagnose& job, Form form, const std::function<bool()>& stop) {
  jobs.start(job);
  bool failed = false;
  while (!stop() && !output.broken()) {
    auto happened = jobs.next(std::chrono::milliseconds(100));
    if (!happened) continue;
    if (const auto* finding = std::get_if<Finding>(&happened->event)) {
      failed = failed || finding->outcome == Outcome::kFailed;
      output.line(form == Form::kJson ? finding_line(*finding) : finding_text(*finding));
      output.flush();
    }
    if (const auto* end = std::get_if<Finished>(&happened->event)) {
      // A refused token is an error of the job, too, but its step has said so already.
      if (end->error_code != 0 && !failed) complain(end->error);
      return failed || end->error_code != 0 || !output.flush() ? 1 : 0;
    }
  }
  return 1;
}

}  // namespace dvcs::cli
