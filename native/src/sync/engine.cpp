#include "sync/engine.hpp"

#include <exception>
#include <functional>
#include <map>
#include <new>
#include <optional>
#include <stdexcept>
#include <utility>
#include <variant>
#include <vector>

#include "http/retrying.hpp"
#include "sync/account_listing.hpp"
#include "sync/conversation.hpp"
#include "sync/details.hpp"
#include "sync/diagnosis.hpp"
#include "sync/hook_removal.hpp"
#include "sync/hook_upkeep.hpp"
#include "sync/job_logic.hpp"
#include "sync/report.hpp"
#include "sync/repository_sync.hpp"
#include "sync/token_jobs.hpp"

namespace dvcs::sync {
namespace {

using base::Code;
using base::Error;
using Answer = base::Result<http::Response>;

constexpr int kHttpUnauthorized = 401;

std::int64_t repository_of(const Job& job) {
  if (const auto* sync = std::get_if<SyncRepository>(&job)) return sync->repository.id;
  if (const auto* details = std::get_if<LoadDetails>(&job)) return details->repository.id;
  return 0;
}

// About another credential than the session's: what that one is refused for does not concern them.
bool has_own_credential(const Job& job) {
  return std::holds_alternative<ObtainToken>(job) || std::holds_alternative<RevokeToken>(job) ||
         std::holds_alternative<LookAtToken>(job);
}

// What the jobs of a session share; all of it outlives them.
struct Surroundings {
  const providers::Provider& provider;
  const SessionOptions& options;
  const http::Transport& transport;
  GitHost& git;
};

std::unique_ptr<JobLogic> make_logic(const Surroundings& around, Job job, Report& report) {
  const auto& [provider, options, transport, git] = around;
  if (auto* listing = std::get_if<ListRepositories>(&job)) {
    return std::make_unique<AccountListing>(provider, std::move(*listing), report);
  }
  if (auto* sync = std::get_if<SyncRepository>(&job)) {
    SyncLimits limits;
    limits.spool_folder = options.spool_folder;
    limits.spool_bytes = options.spool_bytes;
    return std::make_unique<RepositorySync>(provider, options.grammar, std::move(*sync), report, git,
                                            std::move(limits));
  }
  if (auto* details = std::get_if<LoadDetails>(&job)) {
    return std::make_unique<DetailsLoad>(provider, std::move(*details), report);
  }
  if (auto* diagnose = std::get_if<Diagnose>(&job)) {
    return std::make_unique<Diagnosis>(provider, options, std::move(*diagnose), report,
                                       [&transport] { return transport.now(); });
  }
  if (auto* ensure = std::get_if<EnsureHooks>(&job)) {
    return std::make_unique<HookUpkeep>(provider, std::move(*ensure), report);
  }
  if (auto* remove = std::get_if<RemoveHooks>(&job)) {
    return std::make_unique<HookRemoval>(provider, std::move(*remove), report);
  }
  if (auto* obtain = std::get_if<ObtainToken>(&job)) {
    return std::make_unique<TokenExchange>(provider, std::move(*obtain), report);
  }
  if (auto* revoke = std::get_if<RevokeToken>(&job)) {
    return std::make_unique<TokenExchange>(provider, std::move(*revoke), report);
  }
  if (auto* look = std::get_if<LookAtToken>(&job)) {
    return std::make_unique<TokenLook>(provider, std::move(*look), report,
                                       [&transport] { return transport.now(); });
  }
  return std::make_unique<AccountCheck>(provider);
}

// One job: its logic, and where its conversation stands.
struct Running {
  Running(const Surroundings& around, EventSink& sink, JobId id, Job job)
      : own_credential(has_own_credential(job)),
        report(sink, id, repository_of(job)),
        logic(make_logic(around, std::move(job), report)),
        conversation([this](Line& line) { return logic->run(line); }) {
    conversation.line().on_answer(
        [this](const Answer& answer) { report.answered(answer.ok() ? answer->bytes_in : 0); });
  }

  const bool own_credential;
  Report report;
  std::unique_ptr<JobLogic> logic;
  Conversation conversation;
  std::optional<http::CallId> call;
  std::uint64_t credential = 0;  // which token the last request went out with
  bool parked = false;           // waits for room in the sink
};

http::RetryOptions retry_options(const SessionOptions& options, const providers::Provider& provider) {
  http::RetryOptions retry;
  retry.random_seed = options.random_seed;
  retry.patience = std::chrono::seconds(options.retry_seconds);
  retry.parallel = options.parallel_requests;
  retry.origin = provider.base_url();
  retry.lane = options.live ? http::Lane::kLive : http::Lane::kBackfill;
  retry.budget_share = options.budget_share;
  return retry;
}

}  // namespace

struct Engine::State : std::enable_shared_from_this<Engine::State> {
  State(http::Transport& t, std::unique_ptr<providers::Provider> p, SessionOptions o, EventSink& s)
      : transport(t),
        provider(std::move(p)),
        options(std::move(o)),
        sink(s),
        retrying(
            t, retry_options(options, *provider),
            [this](http::Request& r) { provider->authorize(r, options.token); },
            [this](std::chrono::milliseconds, const std::string& why) { tell_waiting(why); }) {
    git.credential = faint_mark(options.token);
  }

  void start(JobId id, Job job);
  void cancel(JobId id);
  void drive(JobId id);
  void guarded(JobId id, const std::function<void()>& work);
  void advance(JobId id, Running& job);
  void send(JobId id, Running& job);
  void answered(JobId id, std::uint64_t serial, Answer answer);
  void end(JobId id, const base::Status& status);
  void refuse_everything(const Error& error);
  void tell_waiting(const std::string& why);
  void later(std::function<void(State&)> task);

  http::Transport& transport;
  std::unique_ptr<providers::Provider> provider;
  SessionOptions options;
  EventSink& sink;
  http::Retrying retrying;
  GitHost git;
  std::map<JobId, std::unique_ptr<Running>> jobs;
  std::optional<Error> refused;  // the 401 after which this token is not shown to the server again
  std::uint64_t credential = 1;  // counts tokens
  std::uint64_t serial = 0;      // counts requests, so that a late answer finds no wrong job
  std::map<JobId, std::uint64_t> waiting_for;
};

void Engine::State::later(std::function<void(State&)> task) {
  transport.post([weak = weak_from_this(), task = std::move(task)] {
    if (const auto self = weak.lock()) task(*self);
  });
}

void Engine::State::start(JobId id, Job job) {
  if (jobs.contains(id)) throw std::logic_error("a job with this id is running");
  const std::int64_t repository = repository_of(job);
  try {
    jobs.emplace(id, std::make_unique<Running>(Surroundings{*provider, options, transport, git}, sink, id,
                                               std::move(job)));
  } catch (const std::exception& e) {
    Finished finished;
    finished.error_code = static_cast<int>(Code::kInternal);
    finished.error = std::string("A fault in the connector kept this job from starting: ") + e.what();
    return Report(sink, id, repository).finish(std::move(finished));
  }
  later([id](State& state) { state.drive(id); });
}

void Engine::State::cancel(JobId id) {
  later([id](State& state) { state.end(id, Error{Code::kCancelled, "The job was cancelled."}); });
}

// Exceptions are programming errors or exhausted memory: they end the job, not the process.
void Engine::State::guarded(JobId id, const std::function<void()>& work) {
  try {
    work();
  } catch (const std::bad_alloc&) {
    end(id, Error{Code::kOutOfMemory, "There is not enough memory for this job."});
  } catch (const std::exception& e) {
    end(id, Error{Code::kInternal, std::string("A fault in the connector ended this job: ") + e.what()});
  }
}

// Moves one job as far as it goes without waiting.
void Engine::State::drive(JobId id) {
  const auto found = jobs.find(id);
  if (found == jobs.end()) return;
  if (refused && !found->second->own_credential) return end(id, *refused);
  guarded(id, [&] { advance(id, *found->second); });
}

void Engine::State::advance(JobId id, Running& job) {
  for (;;) {
    const Step& step = job.conversation.step();
    if (std::holds_alternative<Ended>(step)) return end(id, job.conversation.result());
    if (sink.full()) {
      job.parked = true;
      return;
    }
    if (std::holds_alternative<http::Request>(step)) return send(id, job);
    job.conversation.go_on();
    // Long work pauses now and then, so that the others of this thread get their turn.
    if (std::holds_alternative<NeedRoom>(job.conversation.step()))
      return later([id](State& state) { state.drive(id); });
  }
}

void Engine::State::send(JobId id, Running& job) {
  job.credential = credential;
  const std::uint64_t mine = ++serial;
  waiting_for[id] = mine;
  job.call = retrying.send(std::get<http::Request>(job.conversation.step()),
                           [weak = weak_from_this(), id, mine](Answer answer) {
                             if (const auto self = weak.lock()) self->answered(id, mine, std::move(answer));
                           });
}

void Engine::State::answered(JobId id, std::uint64_t mine, Answer answer) {
  const auto found = jobs.find(id);
  if (found == jobs.end() || waiting_for[id] != mine) return;
  Running& job = *found->second;
  job.call.reset();
  guarded(id, [&] {
    // The token was replaced while this request was on its way with the old one.
    if (answer.ok() && answer->status == kHttpUnauthorized && job.credential != credential &&
        !job.own_credential)
      return send(id, job);
    job.conversation.answer(std::move(answer));
    if (refused && !job.own_credential) return end(id, *refused);
    advance(id, job);
  });
}

void Engine::State::end(JobId id, const base::Status& status) {
  const auto found = jobs.find(id);
  if (found == jobs.end()) return;
  const std::unique_ptr<Running> job = std::move(found->second);
  jobs.erase(found);
  waiting_for.erase(id);
  if (job->call) retrying.cancel(*job->call);
  Finished finished;
  if (status.ok()) {
    finished = std::move(job->logic->finished);
  } else {
    finished.error_code = static_cast<int>(status.error().code);
    finished.error = status.error().message;
  }
  job->report.finish(std::move(finished));
  if (!status.ok() && status.error().code == Code::kUnauthorized && !refused)
    refuse_everything(status.error());
}

// The first 401 stops the whole account: servers ban addresses that keep failing.
void Engine::State::refuse_everything(const Error& error) {
  refused = error;
  std::vector<JobId> ids;
  ids.reserve(jobs.size());
  for (const auto& [id, job] : jobs) {
    if (!job->own_credential) ids.push_back(id);
  }
  for (const JobId id : ids) end(id, error);
}

void Engine::State::tell_waiting(const std::string& why) {
  for (const auto& [id, job] : jobs) {
    if (job->call) job->report.waiting(why);
  }
}

Engine::Engine(http::Transport& transport, std::unique_ptr<providers::Provider> provider,
               SessionOptions options, EventSink& sink)
    : state_(std::make_shared<State>(transport, std::move(provider), std::move(options), sink)) {}

Engine::~Engine() = default;

void Engine::start(JobId id, Job job) {
  state_->start(id, std::move(job));
}

bool Engine::runs(JobId id) const {
  return state_->jobs.contains(id);
}

void Engine::cancel(JobId id) {
  state_->cancel(id);
}

void Engine::drained() {
  state_->later([](State& state) {
    std::vector<JobId> parked;
    for (const auto& [id, job] : state.jobs) {
      if (std::exchange(job->parked, false)) parked.push_back(id);
    }
    for (const JobId id : parked) state.drive(id);
  });
}

void Engine::set_token(std::string token) {
  state_->git.new_credential(faint_mark(token));
  wipe(state_->options.token);
  state_->options.token = std::move(token);
  ++state_->credential;
  state_->refused.reset();
}

}  // namespace dvcs::sync
