// A doctor at a GitLab whose answers are written down; time stands at 2026-11-21.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "providers/provider.hpp"
#include "support/scripted_transport.hpp"
#include "sync/engine.hpp"

namespace dvcs::test {

inline constexpr char kToken[] = "glpat-secret";

class DoctorFixture : public testing::Test, public EventSink {
 protected:
  DoctorFixture() {
    way_.peer = "192.0.2.7:443";
    way_.tls_version = "TLSv1.3";
    way_.tls_cipher = "TLS_AES_256_GCM_SHA384";
    way_.certificate = http::Certificate{"CN=git.example.com", "CN=Example CA", in_days(200)};
    answers_["/api/v4/metadata"] = json(R"({"version":"18.5.1-ee"})");
    answers_["/api/v4/personal_access_tokens/self"] =
        json(R"({"name":"jira","active":true,"scopes":["api"],"expires_at":"2027-06-01"})");
    answers_["/api/v4/user"] = json(R"({"username":"robot"})");
    answers_["/api/v4/groups/acme"] = json(R"({"id":7,"full_path":"acme"})");
    answers_["/api/v4/groups"] = json(R"([{"id":7,"full_path":"acme"},{"id":8,"full_path":"tools/x"}])");
    answers_["/api/v4/users"] = json("[]");
    answers_["/api/v4/groups/7/projects"] = json("[" + project(1, "acme/shop") + "]");
    answers_["/api/v4/projects/1"] = json(project(1, "acme/shop"));
    answers_["/acme/shop.git/info/refs"] =
        advertisement("000eversion 2\n0015agent=git/2.47.1\n0023fetch=shallow wait-done filter\n0000");
  }

  static std::chrono::sys_seconds in_days(int days) { return kNow + std::chrono::days(days); }

  static Answer json(std::string body, int status = 200) {
    return reply(status, std::move(body), {{"Content-Type", "application/json"}});
  }
  static Answer page(int status) {
    return reply(status, "<!DOCTYPE html><html><body>Log in</body></html>", {{"Content-Type", "text/html"}});
  }
  static Answer advertisement(std::string body) {
    return reply(200, std::move(body), {{"Content-Type", "application/x-git-upload-pack-advertisement"}});
  }
  static std::string project(int id, const std::string& path, const std::string& more = "") {
    return R"({"id":)" + std::to_string(id) + R"(,"name":"x","path_with_namespace":")" + path +
           R"(","http_url_to_repo":"https://internal/)" + path +
           R"(.git","permissions":{"project_access":null,"group_access":{"access_level":40}})" + more + "}";
  }

  void examine(const std::string& owner = "acme", const std::string& url = "https://git.example.com",
               std::optional<std::int64_t> only_id = {}) {
    transport_.respond([this](const http::Request& request) { return answer(request); });
    transport_.run_for(std::chrono::ceil<std::chrono::milliseconds>(kNow - transport_.now()));
    SessionOptions options;
    options.url = url;
    options.token = kToken;
    options.retry_seconds = 0;
    sync::Engine engine(transport_, std::move(providers::make_provider(Host::kGitLab, url)).value(), options,
                        *this);
    engine.start(1, Diagnose{owner, only_id});
    transport_.run();
    ASSERT_TRUE(end_.has_value());
    check_form();
  }

  // What every diagnosis keeps, whatever it found.
  void check_form() {
    const std::vector<std::string> steps = {
        "name resolution", "TCP",          "proxy", "TLS chain",     "HTTP",
        "API version",     "token",        "scope", "owner visible", "repositories visible",
        "hook permission", "git fast path"};
    ASSERT_EQ(findings_.size(), steps.size());
    bool failed = false;
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const Finding& each = findings_[i];
      EXPECT_EQ(each.step, steps[i]);
      EXPECT_TRUE(each.found.ends_with(".")) << each.found;
      EXPECT_EQ((each.found + each.remedy).find(kToken), std::string::npos) << each.found << each.remedy;
      const bool advice_is_due = each.outcome == Outcome::kFailed || each.outcome == Outcome::kWarning;
      EXPECT_EQ(!each.remedy.empty(), advice_is_due) << each.step << ": " << each.remedy;
      if (failed) EXPECT_EQ(each.outcome, Outcome::kSkipped) << each.step;
      failed = failed || each.outcome == Outcome::kFailed;
    }
    for (const http::Request& request : transport_.sent()) EXPECT_EQ(request.method, http::Method::kGet);
  }

  const Finding& at(const std::string& step) const {
    for (const Finding& each : findings_)
      if (each.step == step) return each;
    ADD_FAILURE() << "no step " << step;
    return findings_.front();
  }
  void expect(const std::string& step, Outcome outcome, const std::string& found,
              const std::string& remedy = "") {
    const Finding& finding = at(step);
    EXPECT_EQ(finding.outcome, outcome) << finding.found;
    EXPECT_NE(finding.found.find(found), std::string::npos) << finding.found;
    EXPECT_NE(finding.remedy.find(remedy), std::string::npos) << finding.remedy;
  }
  std::size_t asked() const { return transport_.sent().size(); }

  void put(JobId, std::int64_t, Event event) override {
    if (auto* finding = std::get_if<Finding>(&event)) findings_.push_back(*finding);
    if (auto* end = std::get_if<Finished>(&event)) end_ = *end;
  }
  bool full() const override { return false; }

  std::map<std::string, std::optional<Answer>> answers_;  // by path
  http::ConnectionInfo way_;
  std::vector<Finding> findings_;
  std::optional<Finished> end_;

 private:
  static constexpr std::chrono::sys_seconds kNow{std::chrono::sys_days(std::chrono::year(2026) / 11 / 21)};

  Answer answer(const http::Request& request) {
    std::string path = request.url.substr(request.url.find('/', 8));
    path = path.substr(0, path.find('?'));
    const auto found = answers_.find(path);
    Answer answer = found == answers_.end() ? json(R"({"message":"404 Not Found"})", 404) : *found->second;
    if (answer.ok()) answer->connection = std::make_shared<http::ConnectionInfo>(way_);
    return answer;
  }

  ScriptedTransport transport_;
};

}  // namespace dvcs::test
