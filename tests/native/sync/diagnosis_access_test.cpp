// The doctor at the forge: version, token, scope, owner, repositories, webhooks, git.
#include "sync/doctor_fixture.hpp"

namespace dvcs::test {
namespace {

using base::Code;

class DiagnosisAccess : public DoctorFixture {
 protected:
  void token(const std::string& scopes, const std::string& more = "") {
    answers_["/api/v4/personal_access_tokens/self"] =
        json(R"({"name":"jira","scopes":[)" + scopes + "]" + more + "}");
  }
  void refuse(const std::string& path, const std::string& description) {
    answers_[path] = json(R"({"error":"invalid_token","error_description":")" + description + "\"}", 401);
  }
  void git(Answer answer) { answers_["/acme/shop.git/info/refs"] = std::move(answer); }
};

TEST_F(DiagnosisAccess, Versions) {
  const std::pair<const char*, Outcome> cases[] = {
      {"18.5.1-ee", Outcome::kOk}, {"13.0.0", Outcome::kOk},   {"12.10.14", Outcome::kFailed},
      {"9.5.0", Outcome::kFailed}, {"v13.1", Outcome::kOk},    {"main", Outcome::kWarning},
      {"18", Outcome::kWarning},   {"18.", Outcome::kWarning}, {"99999999999.1", Outcome::kWarning},
  };
  for (const auto& [version, outcome] : cases) {
    findings_.clear();
    answers_["/api/v4/metadata"] = json(std::string(R"({"version":")") + version + "\"}");
    examine();
    expect("API version", outcome, version, outcome == Outcome::kOk ? "" : "13.0");
  }
}

TEST_F(DiagnosisAccess, AnOldServerIsAskedForItsVersionInTheOldWay) {
  answers_.erase("/api/v4/metadata");
  answers_["/api/v4/version"] = json(R"({"version":"14.1.0"})");
  examine();
  expect("API version", Outcome::kOk, "GitLab 14.1.0");
  expect("git fast path", Outcome::kOk, "");
}

TEST_F(DiagnosisAccess, ARefusedTokenIsShownOnce) {
  const std::pair<const char*, const char*> cases[] = {{"Token is expired.", "it has expired."},
                                                       {"Token was revoked.", "it was revoked."},
                                                       {"What?", "it is unknown there"}};
  std::size_t before = 0;
  for (const auto& [said, found] : cases) {
    findings_.clear();
    refuse("/api/v4/metadata", said);
    examine();
    expect("HTTP", Outcome::kOk, "answers like GitLab");
    expect("API version", Outcome::kSkipped, "only to a token");
    expect("token", Outcome::kFailed, found);
    EXPECT_EQ(asked(), before + 1);
    before = asked();
    EXPECT_EQ(end_->error_code, static_cast<int>(Code::kUnauthorized));
  }
}

TEST_F(DiagnosisAccess, A401AtAnyStepIsTheLastRequest) {
  const std::pair<const char*, const char*> cases[] = {{"/api/v4/personal_access_tokens/self", "token"},
                                                       {"/api/v4/user", "token"},
                                                       {"/api/v4/groups/acme", "owner visible"},
                                                       {"/api/v4/groups/7/projects", "repositories visible"},
                                                       {"/api/v4/projects/1", "hook permission"}};
  std::size_t requests = 2;
  std::size_t before = 0;
  for (const auto& [path, step] : cases) {
    findings_.clear();
    const Answer good = *answers_.at(path);
    refuse(path, "Token was revoked.");
    examine();
    expect(step, Outcome::kFailed, "revoked");
    EXPECT_EQ(asked() - before, requests++) << path;
    before = asked();
    EXPECT_EQ(end_->error_code, static_cast<int>(Code::kUnauthorized));
    answers_.at(path) = good;
  }
}

TEST_F(DiagnosisAccess, ABlockedUser) {
  for (const char* path : {"/api/v4/metadata", "/api/v4/personal_access_tokens/self", "/api/v4/user"})
    answers_[path] = json(R"({"message":"403 Forbidden - Your account has been blocked."})", 403);
  examine();
  expect("API version", Outcome::kSkipped, "");
  expect("token", Outcome::kFailed, "its user is blocked.", "Unblock the user");
}

TEST_F(DiagnosisAccess, TheEndOfATokenIsWarnedOf) {
  const std::pair<const char*, const char*> cases[] = {{"2026-12-05", ""},
                                                       {"2026-12-04", "it ends in 13 days."},
                                                       {"2026-11-24", "it ends in 3 days."},
                                                       {"2026-11-23", "now: it ends in 2 days"},
                                                       {"2026-11-22T00:00:00.000Z", "now: it ends in 1 day,"},
                                                       {"2026-11-21", "today or tomorrow"}};
  for (const auto& [day, remedy] : cases) {
    findings_.clear();
    token(R"("api")", std::string(R"(,"active":true,"expires_at":")") + day + "\"");
    examine();
    const bool well = std::string(remedy).empty();
    expect("token", well ? Outcome::kOk : Outcome::kWarning, "expires on " + std::string(day).substr(0, 10),
           remedy);
    expect("git fast path", Outcome::kOk, "");
  }
  findings_.clear();
  token(R"("api")", R"(,"expires_at":null)");
  examine();
  expect("token", Outcome::kOk, "it has no end. It belongs to the user robot.");
  findings_.clear();
  token(R"("api")", R"(,"active":false)");
  examine();
  expect("token", Outcome::kFailed, "revoked or has expired", "Create a new token");
}

TEST_F(DiagnosisAccess, ScopesThatAreTooSmall) {
  for (const char* scopes : {R"("read_user")", R"("read_repository")", ""}) {
    findings_.clear();
    token(scopes);
    examine();
    expect("scope", Outcome::kFailed, "may not read the API", "read_api (or api)");
    expect("owner visible", Outcome::kSkipped, "scope");
  }
  findings_.clear();
  const Answer insufficient = json(R"({"error":"insufficient_scope","scope":"api read_api"})", 403);
  for (const char* path : {"/api/v4/metadata", "/api/v4/personal_access_tokens/self", "/api/v4/user"})
    answers_[path] = insufficient;
  examine();
  expect("token", Outcome::kOk, "is accepted");
  expect("scope", Outcome::kFailed, "does not even tell its scopes", "Create a token");
}

TEST_F(DiagnosisAccess, ReadApiIsEnoughForAllButWebhooks) {
  token(R"("read_user","read_api")");
  examine();
  expect("scope", Outcome::kOk, "read_user, read_api");
  expect("hook permission", Outcome::kWarning, "the token's scope is not",
         "Create a token with the scope api.");
  expect("git fast path", Outcome::kOk, "");
}

TEST_F(DiagnosisAccess, AServerThatDoesNotDescribeTokens) {
  answers_.erase("/api/v4/personal_access_tokens/self");
  examine();
  expect("token", Outcome::kOk, "accepts the token. It belongs to the user robot.");
  expect("scope", Outcome::kSkipped, "does not tell the scopes");
  expect("git fast path", Outcome::kOk, "");
  findings_.clear();
  answers_["/api/v4/user"] = json(R"({"error":"insufficient_scope"})", 403);
  examine();
  expect("scope", Outcome::kFailed, "its scope is too small");
}

TEST_F(DiagnosisAccess, OwnersOfEveryKind) {
  examine("/acme/");
  expect("owner visible", Outcome::kOk, "acme is a group.");
  findings_.clear();
  answers_["/api/v4/projects"] = answers_["/api/v4/users/3/projects"] = answers_["/api/v4/groups/7/projects"];
  examine("");
  expect("owner visible", Outcome::kOk, "everything that the user robot is a member of");
  findings_.clear();
  answers_["/api/v4/users"] = json(R"([{"id":3,"username":"robot"}])");
  examine("Robot");
  expect("owner visible", Outcome::kOk, "robot is a user, the token's own");
  findings_.clear();
  examine("", "https://git.example.com", 1);
  expect("owner visible", Outcome::kSkipped, "Only the repository 1");
  expect("repositories visible", Outcome::kOk, "1 repository is visible.");
}

TEST_F(DiagnosisAccess, AnUnknownOwnerIsToldWhatIsVisible) {
  examine("acmee");
  expect("owner visible", Outcome::kFailed,
         "No group or user acmee is visible to this token; visible are acme, tools/x.",
         "the path of one of these");
  findings_.clear();
  answers_["/api/v4/groups"] = json("[]");
  examine("acmee");
  expect("owner visible", Outcome::kFailed, "only the personal namespace of the user robot is",
         "Make the user robot a member of acmee");
  findings_.clear();
  answers_["/api/v4/groups"] = json("{}", 500);
  examine("acmee");
  expect("owner visible", Outcome::kFailed, "acmee is visible to this token.", "Check the spelling");
  findings_.clear();
  std::string many;
  for (int i = 0; i < 12; ++i)
    many += (i == 0 ? "" : ",") + (R"({"full_path":"g)" + std::to_string(i) + "\"}");
  answers_["/api/v4/groups"] = json("[" + many + "]");
  examine("acmee");
  expect("owner visible", Outcome::kFailed, "g9 and 2 more.");
}

TEST_F(DiagnosisAccess, Repositories) {
  auto& list = answers_["/api/v4/groups/7/projects"];
  list = json("[]");
  examine();
  expect("repositories visible", Outcome::kFailed, "No repository is visible in acme.", "Reporter or higher");
  findings_.clear();
  list = json("[" + project(1, "acme/shop", R"(,"archived":true)") + "]");
  examine();
  expect("repositories visible", Outcome::kWarning, "1 archived", "nothing new will come");
  findings_.clear();
  list = json("[{\"id\":2}," + project(1, "acme/shop") + "]");
  examine();
  expect("repositories visible", Outcome::kWarning, "1 could not be read (project 1 of page 1", "left out");
  findings_.clear();
  list = json("[{\"id\":2}]");
  examine();
  expect("repositories visible", Outcome::kFailed, "could be read");
  findings_.clear();
  list = reply(200, "[" + project(1, "acme/shop") + "," + project(2, "acme/b") + "]",
               {{"X-Next-Page", "2"}, {"X-Total", "345"}});
  examine();
  expect("repositories visible", Outcome::kOk, "345 repositories are visible.");
  findings_.clear();
  list = reply(200, "[" + project(1, "acme/shop") + "]", {{"X-Next-Page", "2"}});
  examine();
  expect("repositories visible", Outcome::kOk, "More than 1 repositories are visible.");
  findings_.clear();
  list = json(R"({"message":"403 Forbidden"})", 403);
  examine();
  expect("repositories visible", Outcome::kFailed, "does not let this token read", "Reporter");
}

TEST_F(DiagnosisAccess, WebhooksAreLookedAtInARepositoryThatIsInUse) {
  answers_["/api/v4/groups/7/projects"] =
      json("[" + project(5, "acme/old", R"(,"archived":true)") + "," +
           project(6, "acme/new", R"(,"empty_repo":true)") + "," + project(1, "acme/shop") + "]");
  auto& shown = answers_["/api/v4/projects/1"];
  shown =
      json(R"({"permissions":{"project_access":{"access_level":30},"group_access":{"access_level":20}}})");
  examine();
  expect("hook permission", Outcome::kWarning,
         "The role is Developer (looked at: acme/shop); webhooks need Maintainer.", "by polling only");
  findings_.clear();
  shown = json(R"({"permissions":{"project_access":null,"group_access":null}})");
  examine();
  expect("hook permission", Outcome::kSkipped, "does not tell the role");
  findings_.clear();
  shown = json("{}", 500);
  examine();
  expect("hook permission", Outcome::kWarning, "500");
  expect("git fast path", Outcome::kOk, "");
}

TEST_F(DiagnosisAccess, GitThatIsNotFastIsAWarningWithItsPrice) {
  const std::pair<Answer, std::pair<const char*, const char*>> cases[] = {
      {advertisement("000eversion 2\n0016fetch=shallow sl\n0000"),
       {"offers no filters", "uploadpack.allowFilter"}},
      {advertisement("001e# service=git-upload-pack\n0000"), {"old version of its protocol", "Git-Protocol"}},
      {page(200), {"not git", "proxy or log-in page"}},
      {reply(403, "Pulling over HTTP is not allowed.\n"),
       {"switched off (403): Pulling over HTTP", "git access"}},
      {reply(403, "You are not allowed to download code from this project."),
       {"may not download code", "Reporter"}},
      {reply(401, "HTTP Basic: Access denied."), {"refuses the token that the API accepts", "scope"}},
      {page(502), {"does not work at the moment (502).", "log of GitLab"}},
      {reply(404, "no such page"), {"answers with an error (404)", "info/refs"}},
      {base::Error{Code::kUnreachable, "The connection was lost.", base::Stage::kHttp}, {"lost", ""}},
  };
  for (const auto& [answer, words] : cases) {
    findings_.clear();
    git(answer);
    examine();
    expect("git fast path", Outcome::kWarning, words.first, words.second);
    expect("git fast path", Outcome::kWarning, "one request for each hundred");
    EXPECT_EQ(end_->error_code, 0) << "what is slow still works";
  }
}

TEST_F(DiagnosisAccess, AServerThatRepeatsTheTokenIsNotQuoted) {
  git(reply(403, "glpat-secret may not"));
  examine();
  expect("git fast path", Outcome::kWarning, "… may not");
}

}  // namespace
}  // namespace dvcs::test
