// Runs the jobs of one session: asks the provider for requests, sends them through the transport within the
// session's limits, and reports Events. The decisions are in sans-IO machines (account_listing,
// repository_sync, rest_source); this class only moves requests and answers between them and the transport.
//
// Threads: everything runs on the transport's thread. Use Transport::post to get there.
// Ownership: transport and sink are borrowed and must outlive the engine; the provider is owned.
#pragma once

#include <memory>
#include <string>

#include "dvcs/session.hpp"
#include "http/transport.hpp"
#include "providers/provider.hpp"

namespace dvcs::sync {

class Engine {
 public:
  Engine(http::Transport& transport, std::unique_ptr<providers::Provider> provider, SessionOptions options,
         EventSink& sink);
  ~Engine();  // cancels silently: no further event, no handler touches the engine afterwards
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  // Ends with exactly one Finished, in any case. Jobs run side by side; the requests of one repository are
  // sequential.
  // The id must not be that of a running job.
  void start(JobId id, Job job);
  bool runs(JobId id) const;
  void cancel(JobId id);
  // The sink has room again.
  void drained();
  // A fresh credential; used from the next request on.
  void set_token(std::string token);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace dvcs::sync
