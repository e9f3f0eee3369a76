#include "sync/token_jobs.hpp"

#include <string>
#include <utility>

#include "providers/common/oauth.hpp"

namespace dvcs::sync {

using base::Code;
using base::Error;
using providers::TokenOutcome;

namespace {

TokenOutcome no_revocation(const providers::Provider& provider) {
  TokenOutcome outcome;
  outcome.row.result = TokenResult::kRefused;
  outcome.row.error = "unsupported_token_type";
  outcome.row.why = std::string(provider.manual().name) +
                    " has no way to revoke an authorisation from outside. Remove Jira from the authorised "
                    "applications of the user there.";
  outcome.code = Code::kRejected;
  return outcome;
}

}  // namespace

Task<base::Status> TokenExchange::run(Line& line) {
  report_.phase("authorisation");
  TokenOutcome outcome;
  if (const auto* obtain = std::get_if<ObtainToken>(&job_)) {
    const http::Request request = providers::token_request(provider_.oauth(), *obtain);
    const auto answer = co_await line.send(request);
    outcome = providers::read_token_answer(*obtain, request, answer);
  } else if (const auto& revoke = std::get<RevokeToken>(job_); provider_.oauth().revoke.empty()) {
    outcome = no_revocation(provider_);
  } else {
    const http::Request request = providers::revocation_request(provider_.oauth(), revoke);
    const auto answer = co_await line.send(request);
    outcome = providers::read_revocation(revoke, request, answer);
  }
  base::Status status;
  if (outcome.row.result != TokenResult::kDone) status = Error{outcome.code, outcome.row.why};
  report_.put(std::move(outcome.row));
  co_return status;
}

Task<base::Status> TokenLook::run(Line& line) {
  report_.phase("authorisation");
  const auto now = std::chrono::floor<std::chrono::seconds>(now_()).time_since_epoch().count();
  auto standing = co_await line.ask(provider_.token_standing(job_, Moment{now, 0}));
  if (!standing.ok()) {
    TokenStanding unknown;
    unknown.why = standing.error().message;
    report_.put(std::move(unknown));
    co_return standing.error();
  }
  report_.put(*std::move(standing));
  co_return base::Status();
}

}  // namespace dvcs::sync
