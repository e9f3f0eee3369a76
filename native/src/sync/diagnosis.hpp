// Diagnose: the way to a forge step by step, each with a Finding as soon as it is known. The steps of the
// network are not probed one by one: they are read from what the first real request met. A step behind a
// failed one is skipped, in words. Nothing is changed at the forge, and after the first 401 nothing more is
// asked.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "providers/provider.hpp"
#include "sync/findings.hpp"
#include "sync/job_logic.hpp"

namespace dvcs::sync {

class Diagnosis final : public JobLogic {
 public:
  using Clock = std::function<std::chrono::system_clock::time_point()>;

  Diagnosis(const providers::Provider& provider, const SessionOptions& options, Diagnose job, Report& report,
            Clock now)
      : provider_(provider), options_(options), job_(std::move(job)), report_(report), now_(std::move(now)) {}

  // Fails only with kUnauthorized, so that the session shows this token to the server no more.
  Task<base::Status> run(Line& line) override;

 private:
  enum class Then { kGoOn, kStop };

  Task<Then> server(Line& line);
  Task<Then> token(Line& line);
  Task<Then> owner(Line& line);
  Task<Then> repositories(Line& line);
  Task<Then> hooks(Line& line);
  Task<Then> git(Line& line);

  Task<base::Result<std::string>> token_user(Line& line);
  Task<Then> no_owner(Line& line, const base::Error& error);
  Then connected(const base::Result<http::Response>& first);
  Then answered(const base::Result<providers::ServerInfo>& info, bool web_page);
  // The step failed with this error; a 401 also ends the session's use of the token.
  Then fail(DoctorStep step, const base::Error& error, std::string remedy = {});
  Then tell(DoctorStep step, Told told);
  // Every step before `step` that has not been told, as skipped.
  void skip_until(std::size_t step);
  const Repository& example() const;

  const providers::Provider& provider_;
  const SessionOptions& options_;
  const Diagnose job_;
  Report& report_;
  Clock now_;
  std::size_t told_ = 0;  // steps, in their order
  std::optional<DoctorStep> failed_;
  std::optional<base::Error> refused_;
  std::string user_;
  std::optional<providers::TokenInfo> token_;
  providers::Owner owner_;
  std::vector<Repository> repositories_;
};

}  // namespace dvcs::sync
