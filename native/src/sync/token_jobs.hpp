// ObtainToken, RevokeToken and LookAtToken. They are about another credential than the session's, and are
// neither stopped by a refusal of that one nor able to cause it.
#pragma once

#include <chrono>
#include <functional>
#include <variant>

#include "dvcs/session.hpp"
#include "providers/provider.hpp"
#include "sync/job_logic.hpp"

namespace dvcs::sync {

// Asks once, and tells its row in any case; it ends with an error unless the row is kDone.
class TokenExchange final : public JobLogic {
 public:
  using Exchange = std::variant<ObtainToken, RevokeToken>;

  // Provider and report are borrowed.
  TokenExchange(const providers::Provider& provider, Exchange job, Report& report)
      : provider_(provider), job_(std::move(job)), report_(report) {}

  Task<base::Status> run(Line& line) override;

 private:
  const providers::Provider& provider_;
  const Exchange job_;
  Report& report_;
};

// Ends with an error when the forge cannot be asked or does not say.
class TokenLook final : public JobLogic {
 public:
  using Clock = std::function<std::chrono::system_clock::time_point()>;

  TokenLook(const providers::Provider& provider, LookAtToken job, Report& report, Clock now)
      : provider_(provider), job_(std::move(job)), report_(report), now_(std::move(now)) {}

  Task<base::Status> run(Line& line) override;

 private:
  const providers::Provider& provider_;
  const LookAtToken job_;
  Report& report_;
  Clock now_;
};

}  // namespace dvcs::sync
