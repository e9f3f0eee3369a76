#include "sync/diagnosis.hpp"

#include <algorithm>
#include <utility>

#include "providers/common/git_access.hpp"

namespace dvcs::sync {
namespace {

using base::Code;
using base::Error;
using base::Stage;
using providers::Query;

constexpr std::array<DoctorStep, 4> kWay = {DoctorStep::kNameResolution, DoctorStep::kTcp, DoctorStep::kProxy,
                                            DoctorStep::kTls};

// Where on the way an error without an answer belongs.
DoctorStep step_of(Stage stage) {
  switch (stage) {
    case Stage::kResolve:
      return DoctorStep::kNameResolution;
    case Stage::kConnect:
      return DoctorStep::kTcp;
    case Stage::kProxy:
      return DoctorStep::kProxy;
    case Stage::kTls:
      return DoctorStep::kTls;
    default:
      return DoctorStep::kHttp;
  }
}

bool is_web_page(const http::Response& answer) {
  return answer.headers.get("Content-Type").starts_with("text/html");
}

Told skipped_told(std::string found) {
  return {Outcome::kSkipped, std::move(found)};
}

}  // namespace

Task<base::Status> Diagnosis::run(Line& line) {
  report_.phase("diagnosing");
  const bool usable = co_await server(line) == Then::kGoOn && co_await token(line) == Then::kGoOn &&
                      co_await owner(line) == Then::kGoOn && co_await repositories(line) == Then::kGoOn;
  if (usable && co_await hooks(line) == Then::kGoOn) co_await git(line);
  skip_until(kStepNames.size());
  if (refused_) co_return *refused_;
  co_return base::Status();
}

// The first request is a real one: its answer, or its failure, tells the way.
Task<Diagnosis::Then> Diagnosis::server(Line& line) {
  base::Result<providers::ServerInfo> info = Error{Code::kInternal, "There is nothing to ask."};
  bool web_page = false;
  for (Query<providers::ServerInfo>& check : provider_.checks()) {
    base::Result<http::Response> answer = co_await line.send(check.request);
    if (told_ == 0 && connected(answer) == Then::kStop) co_return Then::kStop;
    if (!answer.ok()) co_return fail(DoctorStep::kHttp, answer.error());
    info = check.parse(check.request, *answer);
    web_page = is_web_page(*answer);
    if (info.ok() || info.error().code != Code::kNotFound) break;
  }
  co_return answered(info, web_page);
}

Diagnosis::Then Diagnosis::connected(const base::Result<http::Response>& first) {
  const auto url = http::parse_url(provider_.base_url());
  if (!url.ok()) return fail(DoctorStep::kNameResolution, url.error());
  if (!first.ok()) {
    const DoctorStep end = step_of(first.error().stage);
    // An error that is none of the network's (a foreign redirect, a limit) had an answer: the way was open.
    for (const DoctorStep step : kWay)
      if (step < end) tell(step, got_as_far_as(step, *url));
    return fail(end, first.error(), remedy_of_way(*url, first.error()));
  }
  static const http::ConnectionInfo kUntold;
  const http::ConnectionInfo& way = first->connection ? *first->connection : kUntold;
  tell(DoctorStep::kNameResolution, sync::resolved(*url, way));
  tell(DoctorStep::kTcp, sync::connected(*url, way));
  tell(DoctorStep::kProxy, proxied(way));
  tell(DoctorStep::kTls, secured(*url, way, std::chrono::floor<std::chrono::seconds>(now_())));
  return Then::kGoOn;
}

Diagnosis::Then Diagnosis::answered(const base::Result<providers::ServerInfo>& info, bool web_page) {
  const providers::Manual& manual = provider_.manual();
  const std::string name(manual.name);
  const bool speaks =
      info.ok() ||
      (!web_page && (info.error().code == Code::kUnauthorized || info.error().code == Code::kForbidden));
  if (!speaks) {
    return fail(
        DoctorStep::kHttp, info.error(),
        web_page ? "Check that the URL is " + name +
                       "'s own, with the path below which it is installed, and that no proxy or log-in page "
                       "stands in between."
                 : std::string());
  }
  tell(DoctorStep::kHttp, {Outcome::kOk, provider_.base_url() + " answers like " + name + "."});
  if (info.ok()) return tell(DoctorStep::kVersion, versioned(manual, info->version));
  if (info.error().code == Code::kUnauthorized) {
    tell(DoctorStep::kVersion, skipped_told(name + " tells its version only to a token that it accepts."));
    return fail(DoctorStep::kToken, info.error());
  }
  return tell(DoctorStep::kVersion, skipped_told(name + " does not tell this token its version."));
}

Task<Diagnosis::Then> Diagnosis::token(Line& line) {
  if (std::optional<Query<providers::TokenInfo>> query = provider_.token()) {
    auto info = co_await line.ask(*std::move(query));
    if (!info.ok()) co_return fail(DoctorStep::kToken, info.error());
    token_ = *std::move(info);
  }
  auto user = co_await line.ask(provider_.user());
  // Whoever may not even see the own user lacks a scope; who that is then stays unknown.
  if (!user.ok() && user.error().code != Code::kForbidden) co_return fail(DoctorStep::kToken, user.error());
  if (user.ok()) user_ = *user;
  const providers::TokenInfo* info = token_ && token_->described ? &*token_ : nullptr;
  const auto now = std::chrono::floor<std::chrono::seconds>(now_());
  if (tell(DoctorStep::kToken, token_told(provider_.manual(), info, user_, now)) == Then::kStop)
    co_return Then::kStop;
  if (info == nullptr && !user.ok()) co_return fail(DoctorStep::kScope, user.error());
  co_return tell(DoctorStep::kScope, scoped(provider_.manual(), info));
}

Task<Diagnosis::Then> Diagnosis::owner(Line& line) {
  if (job_.only_id) {
    co_return tell(DoctorStep::kOwner,
                   skipped_told("Only the repository " + std::to_string(*job_.only_id) + " was asked for."));
  }
  base::Result<providers::Owner> found = providers::Owner{};
  for (Query<providers::Owner>& form : provider_.owner(job_.owner)) {
    found = co_await line.ask(std::move(form));
    if (found.ok() || found.error().code != Code::kNotFound) break;
  }
  if (found.ok()) {
    owner_ = *std::move(found);
    co_return tell(DoctorStep::kOwner, owned(provider_.manual(), owner_, user_));
  }
  if (found.error().code != Code::kNotFound) co_return fail(DoctorStep::kOwner, found.error());
  auto groups = co_await line.ask(provider_.groups());
  if (!groups.ok() && groups.error().code == Code::kUnauthorized)
    co_return fail(DoctorStep::kOwner, groups.error());
  co_return tell(DoctorStep::kOwner,
                 not_owned(provider_.manual(), job_.owner, user_, groups.ok() ? &groups->items : nullptr));
}

Task<Diagnosis::Then> Diagnosis::repositories(Line& line) {
  auto page =
      co_await line.ask(job_.only_id ? provider_.repository(*job_.only_id) : provider_.repositories(owner_));
  if (!page.ok()) co_return fail(DoctorStep::kRepositories, page.error());
  const Told told = listed(provider_.manual(), owner_, user_, *page);
  repositories_ = std::move(page->items);
  co_return tell(DoctorStep::kRepositories, told);
}

// One that is in use says more than one that is put away.
const Repository& Diagnosis::example() const {
  const auto in_use = std::find_if(repositories_.begin(), repositories_.end(),
                                   [](const Repository& each) { return !each.archived && !each.empty; });
  return in_use == repositories_.end() ? repositories_.front() : *in_use;
}

// Without webhooks everything still works, only later; so nothing here is a failure of the account but a 401.
Task<Diagnosis::Then> Diagnosis::hooks(Line& line) {
  auto right = co_await line.ask(provider_.hook_right(example()));
  if (!right.ok() && right.error().code == Code::kUnauthorized)
    co_return fail(DoctorStep::kHooks, right.error());
  if (!right.ok()) {
    Told told = failed(right.error());
    told.outcome = Outcome::kWarning;
    co_return tell(DoctorStep::kHooks, std::move(told));
  }
  co_return tell(DoctorStep::kHooks, hooked(provider_.manual(), example().path, *right,
                                            token_ && token_->described ? &*token_ : nullptr));
}

Task<Diagnosis::Then> Diagnosis::git(Line& line) {
  const std::string url = providers::clone_url(provider_.base_url(), example());
  auto access = co_await line.ask(providers::git_access(provider_.manual(), url));
  if (!access.ok()) {
    Told told = failed(access.error());
    co_return tell(DoctorStep::kGit, fetched(example().path, {{}, told.found, told.remedy}));
  }
  co_return tell(DoctorStep::kGit, fetched(example().path, *access));
}

Diagnosis::Then Diagnosis::fail(DoctorStep step, const Error& error, std::string remedy) {
  if (error.code == Code::kUnauthorized) refused_ = error;
  return tell(step, failed(error, std::move(remedy)));
}

Diagnosis::Then Diagnosis::tell(DoctorStep step, Told told) {
  skip_until(static_cast<std::size_t>(step));
  ++told_;
  hide_token(told.found, options_.token);
  hide_token(told.remedy, options_.token);
  const bool bad = told.outcome == Outcome::kFailed;
  if (bad && !failed_) failed_ = step;
  report_.put(
      Finding{std::string(name_of(step)), told.outcome, std::move(told.found), std::move(told.remedy)});
  return bad ? Then::kStop : Then::kGoOn;
}

void Diagnosis::skip_until(std::size_t step) {
  for (; told_ < step; ++told_) {
    std::string why = failed_
                          ? "Not tried, because the step \"" + std::string(name_of(*failed_)) + "\" failed."
                          : "Not tried.";
    report_.put(Finding{std::string(kStepNames.at(told_)), Outcome::kSkipped, std::move(why), {}});
  }
}

}  // namespace dvcs::sync
