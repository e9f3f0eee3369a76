// A forge's webhooks as they stand, in GitLab's or Gitea's dialect: what a job about them asks is carried
// out.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "providers/provider.hpp"
#include "sync/caller.hpp"
#include "sync/conversation.hpp"
#include "sync/report.hpp"

namespace dvcs::test {

struct StandingHook {
  std::int64_t id = 0;
  std::string url = {};
  std::string secret = {};  // as a token, or as what it signs with
  bool signs = false;
  bool merge_requests = true;
  std::string alert = "executable";
};

class HookForge : public testing::Test {
 protected:
  static constexpr char kUrl[] = "https://jira.example.com/hook/1";
  static constexpr char kSecret[] = "whsec_AAAA";

  explicit HookForge(Host host = Host::kGitLab)
      : host_(host), provider_(std::move(providers::make_provider(host, "https://h")).value()) {}

  static Repository repository(std::int64_t id) {
    Repository result;
    result.id = id;
    result.path = "acme/r" + std::to_string(id);
    return result;
  }

  static EnsureHooks ensure(std::vector<std::int64_t> ids, std::string group = {}) {
    EnsureHooks job;
    job.group = std::move(group);
    for (const auto id : ids) job.repositories.push_back(repository(id));
    job.url = kUrl;
    job.secret = kSecret;
    job.kinds = {HookKind::kPush, HookKind::kTagPush, HookKind::kMergeRequest, HookKind::kRepository};
    return job;
  }

  template <class Logic, class Job>
  base::Status run(Job job) {
    asked_.clear();
    recorder_.events.clear();
    sync::Report report(recorder_, 1, 0);
    Logic logic(*provider_, std::move(job), report);
    sync::Conversation conversation([&](sync::Line& line) { return logic.run(line); });
    while (!std::holds_alternative<sync::Ended>(conversation.step())) {
      const auto* request = std::get_if<http::Request>(&conversation.step());
      if (request == nullptr) {
        conversation.go_on();
        continue;
      }
      const http::Request sent = *request;
      conversation.answer(answer(sent));
    }
    rows_ = recorder_.all<HookStanding>();
    return conversation.result();
  }

  // The webhooks that this answer leaves known.
  std::vector<KnownHook> known() const {
    std::vector<KnownHook> result;
    for (const HookStanding& row : rows_)
      if (row.hook_id != 0) result.push_back({row.repository_id, row.hook_id});
    return result;
  }

  StandingHook& add(const std::string& place, StandingHook hook) {
    hook.id = ++last_id_;
    places_[place].push_back(hook);
    return places_[place].back();
  }

  std::size_t asked(const std::string& start) const {
    return static_cast<std::size_t>(
        std::count_if(asked_.begin(), asked_.end(), [&](const auto& one) { return one.starts_with(start); }));
  }

  const Host host_;
  std::unique_ptr<providers::Provider> provider_;
  Recorder recorder_;
  std::map<std::string, std::vector<StandingHook>>
      places_;                          // by "/projects/1", "/groups/acme", "/repos/acme/r1"
  std::map<std::string, int> refuses_;  // status for a place, or for "POST /projects/1"
  std::string says_ = "no";             // with such a status
  bool can_sign_ = true;
  bool old_version_ = false;  // says nothing of tokens, and has no tests
  std::string test_fails_;    // what a test then says
  std::vector<std::string> asked_;
  std::vector<HookStanding> rows_;

 private:
  static http::Response reply(int status, std::string body = {}) {
    http::Response response;
    response.status = status;
    response.body = std::move(body);
    return response;
  }

  std::string row(const StandingHook& hook) const {
    const std::string id = std::to_string(hook.id);
    if (host_ == Host::kGitea) {
      return R"({"id":)" + id + R"(,"active":)" + (hook.alert == "executable" ? "true" : "false") +
             R"(,"config":{"url":")" + hook.url +
             R"(","content_type":"json"},"events":["push","create","delete")" +
             (hook.merge_requests ? R"(,"pull_request","pull_request_sync")" : "") + "]}";
    }
    const std::string token = hook.signs || hook.secret.empty() ? "false" : "true";
    return R"({"id":)" + id + R"(,"url":")" + hook.url + R"(","push_events":true,"tag_push_events":true,)" +
           R"("merge_requests_events":)" + (hook.merge_requests ? "true" : "false") + R"(,"alert_status":")" +
           hook.alert + "\"" +
           (old_version_ ? std::string()
                         : R"(,"token_present":)" + token + R"(,"signing_token_present":)" +
                               (hook.signs ? "true" : "false")) +
           "}";
  }

  static std::string text_of(const std::string& body, const std::string& name) {
    const std::string start = "\"" + name + "\":\"";
    const std::size_t at = body.find(start);
    if (at == std::string::npos) return {};
    return body.substr(at + start.size(), body.find('"', at + start.size()) - at - start.size());
  }

  void write(StandingHook& hook, const std::string& body) const {
    hook.url = text_of(body, "url");
    hook.merge_requests = body.find(R"("merge_requests_events":true)") != std::string::npos ||
                          body.find("pull_request") != std::string::npos;
    const std::string signing = text_of(body, "signing_token");
    hook.signs = can_sign_ && !old_version_ && !signing.empty();
    hook.secret = hook.signs ? signing : text_of(body, host_ == Host::kGitea ? "secret" : "token");
  }

  base::Result<http::Response> answer(const http::Request& request) {
    const char* const verbs[] = {"GET", "HEAD", "POST", "PUT", "DELETE"};
    const std::string verb = verbs[static_cast<int>(request.method)];
    std::string path = request.url.substr(request.url.find("/api/v") + 7);
    path = path.substr(0, path.find('?'));
    asked_.push_back(verb + " " + path);
    const std::size_t hooks = path.find("/hooks");
    const std::string place = path.substr(0, hooks);
    const std::string rest = path.substr(hooks + 6);
    for (const std::string& refused : {place, verb + " " + place}) {
      if (const auto found = refuses_.find(refused); found != refuses_.end()) {
        if (found->second == 0) return base::Error{base::Code::kUnreachable, "The network is down."};
        return reply(found->second, R"({"message":")" + says_ + "\"}");
      }
    }
    auto& standing = places_[place];
    if (rest.empty())
      return request.method == http::Method::kGet ? list(standing) : create(standing, request);
    const std::int64_t id = std::stoll(rest.substr(1));
    const auto hook = std::find_if(standing.begin(), standing.end(), [&](auto& one) { return one.id == id; });
    if (hook == standing.end()) return reply(404, R"({"message":"404 Not found"})");
    if (rest.find("/test") != std::string::npos) return test(*hook);
    if (rest.find("/events") != std::string::npos) return reply(200, R"([{"response_status":"500"}])");
    if (request.method == http::Method::kDelete) {
      standing.erase(hook);
      return reply(204);
    }
    write(*hook, request.body);
    return reply(200, row(*hook));
  }

  base::Result<http::Response> list(const std::vector<StandingHook>& standing) const {
    std::string body;
    for (const StandingHook& hook : standing) body += (body.empty() ? "" : ",") + row(hook);
    return reply(200, "[" + body + "]");
  }

  base::Result<http::Response> create(std::vector<StandingHook>& standing, const http::Request& request) {
    StandingHook& hook = standing.emplace_back();
    hook.id = ++last_id_;
    write(hook, request.body);
    return reply(201, row(hook));
  }

  base::Result<http::Response> test(StandingHook& hook) const {
    if (old_version_) return reply(404, R"({"error":"404 Not Found"})");
    if (!test_fails_.empty()) return reply(422, R"({"message":")" + test_fails_ + "\"}");
    if (host_ == Host::kGitLab) hook.alert = "executable";
    return reply(host_ == Host::kGitea ? 204 : 201, R"({"message":"201 Created"})");
  }

  std::int64_t last_id_ = 10;
};

}  // namespace dvcs::test
