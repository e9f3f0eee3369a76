#include "cli/doctor.hpp"

#include <gmock/gmock.h>

#include <deque>

#include "files.hpp"

namespace dvcs::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Script final : public Jobs {
 public:
  explicit Script(std::deque<Event> events) : events_(std::move(events)) {}
  JobId start(Job job) override {
    asked = std::get<Diagnose>(job);
    return 1;
  }
  std::optional<Happened> next(std::chrono::milliseconds) override {
    if (events_.empty()) throw std::runtime_error("the script is at its end");
    Happened happened{1, 0, std::move(events_.front())};
    events_.pop_front();
    return happened;
  }
  Traffic traffic() const override { return {}; }

  Diagnose asked;

 private:
  std::deque<Event> events_;
};

struct Ran {
  int code = 0;
  std::vector<std::string> lines;
  std::string complaints;
};

Ran run(std::deque<Event> events, Form form, bool stopped = false) {
  test::Folder folder;
  const auto path = folder.file("out", "");
  std::FILE* file = std::fopen(path.c_str(), "w");
  Output output(fileno(file));
  Script script(std::move(events));
  testing::internal::CaptureStderr();
  Ran ran;
  ran.code = diagnose(script, output, Diagnose{"acme", 7}, form, [stopped] { return stopped; });
  ran.complaints = testing::internal::GetCapturedStderr();
  std::fclose(file);
  EXPECT_EQ(script.asked.owner, "acme");
  EXPECT_EQ(script.asked.only_id, 7);
  ran.lines = test::lines_of(test::read_file(path));
  return ran;
}

Finished ended(int code = 0) {
  Finished end;
  end.error_code = code;
  end.error = code == 0 ? "" : "It has expired.";
  return end;
}

TEST(DoctorCommand, PeopleGetAlignedLines) {
  const Ran ran =
      run({Finding{"TCP", Outcome::kOk, "Connected.", ""}, Progress{},
           Finding{"repositories visible", Outcome::kWarning, "All are archived.", "Wait."}, ended()},
          Form::kPeople);
  EXPECT_THAT(ran.lines, ElementsAre("TCP                   ok       Connected.",
                                     "repositories visible  warning  All are archived. What to do: Wait."));
  EXPECT_EQ(ran.code, 0) << "a warning is no failure";
  EXPECT_EQ(ran.complaints, "");
}

TEST(DoctorCommand, ProgramsGetJson) {
  const Ran ran = run({Finding{"TLS chain", Outcome::kFailed, "Of \"x\".", "Do."},
                       Finding{"HTTP", Outcome::kSkipped, "Not tried.", ""}, ended()},
                      Form::kJson);
  EXPECT_THAT(
      ran.lines,
      ElementsAre(
          R"({"type":"finding","step":"TLS chain","outcome":"failed","found":"Of \"x\".","remedy":"Do."})",
          R"({"type":"finding","step":"HTTP","outcome":"skipped","found":"Not tried.","remedy":""})"));
  EXPECT_EQ(ran.code, 1);
}

TEST(DoctorCommand, WhatAServerSaysObeysNoTerminal) {
  EXPECT_EQ(finding_text({"token", Outcome::kOk, "A\x1B[2J\n\x7F\xC3\xBC.", ""}),
            "token                 ok       A [2J  \xC3\xBC.");
}

TEST(DoctorCommand, ARefusedTokenIsSaidOnce) {
  const Ran ran =
      run({Finding{"token", Outcome::kFailed, "It has expired.", "New."}, ended(20)}, Form::kPeople);
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.complaints, "");
}

TEST(DoctorCommand, ADiagnosisThatCannotEndSaysWhy) {
  const Ran ran = run({ended(1)}, Form::kPeople);
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.complaints, HasSubstr("It has expired."));
  EXPECT_EQ(run({}, Form::kPeople, true).code, 1) << "stopped by a signal";
}

}  // namespace
}  // namespace dvcs::cli
