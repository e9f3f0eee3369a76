// Whether GitLab and Gitea vouch for a commit's author. GitLab's shapes are those of its documentation
// (Commits API, "Retrieve commit signature"), Gitea's those of its source (modules/structs/hook.go).
#include <gtest/gtest.h>

#include <vector>

#include "providers/gitea_support.hpp"
#include "providers/gitlab_support.hpp"

namespace dvcs::test {
namespace {

using base::Code;
using Answer = base::Result<providers::Part<AuthorVerification>>;

const std::string kSha(40, 'a');

CommitAuthor commit(const std::string& author, const std::string& committer) {
  return {kSha, author, committer};
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

Answer at_gitlab(const http::Response& response, const CommitAuthor& of = commit("a@x.org", "a@x.org")) {
  return parse(*gitlab()->author_verification(project42(), of), response);
}

std::string pgp(const std::string& status, const std::string& email = "key@x.org") {
  return R"({"signature_type":"PGP","verification_status":")" + status +
         R"(","gpg_key_id":1,"gpg_key_primary_keyid":"8254AAB3FBD54AC9","gpg_key_user_name":"John",)" +
         R"("gpg_key_user_email":")" + email + R"(","gpg_key_subkey_id":null,"commit_source":"gitaly"})";
}

std::string ssh(const std::string& status) {
  return R"({"signature_type":"SSH","verification_status":")" + status +
         R"(","key":{"id":11,"title":"Key","key":"ssh-rsa AAAA","usage_type":"auth_and_signing"},)" +
         R"("commit_source":"gitaly"})";
}

std::string x509(const std::string& status, const std::string& email) {
  return R"({"signature_type":"X509","verification_status":")" + status +
         R"(","x509_certificate":{"id":1,"subject":"CN=a","email":")" + email +
         R"(","certificate_status":"good","x509_issuer":{"id":1}},"commit_source":"gitaly"})";
}

void expect_no(const Answer& answer, const std::string& words) {
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_FALSE(answer->absent);
  EXPECT_FALSE(answer->value.verified);
  EXPECT_EQ(answer->value.sha, kSha);
  EXPECT_TRUE(has(answer->value.reason, words)) << answer->value.reason;
}

void expect_yes(const Answer& answer) {
  ASSERT_TRUE(answer.ok()) << answer.error().message;
  EXPECT_TRUE(answer->value.verified) << answer->value.reason;
  EXPECT_EQ(answer->value.sha, kSha);
  EXPECT_EQ(answer->value.reason, "");
}

TEST(GitLabAuthor, IsAskedForByTheSignature) {
  EXPECT_EQ(gitlab()->author_verification(project42(), commit("a", "b"))->request.url,
            "https://gitlab.example.com/api/v4/projects/42/repository/commits/" + kSha + "/signature");
}

TEST(GitLabAuthor, TheVerifiedCommitterIsTheAuthor) {
  for (const std::string& body : {pgp("verified"), ssh("verified"), x509("verified", "other@x.org")}) {
    expect_yes(at_gitlab(answer(200, body)));
    expect_yes(at_gitlab(answer(200, body), commit("Ada@X.org", "ada@x.ORG")));
  }
}

TEST(GitLabAuthor, AnAddressInThePgpKeyIsTheAuthors) {
  expect_yes(at_gitlab(answer(200, pgp("verified", "Ada@x.org")), commit("ada@x.org", "work@x.org")));
  expect_yes(at_gitlab(answer(200, R"({"gpg_key_user_email":"ada@x.org","verification_status":"verified"})"),
                       commit("ada@x.org", "work@x.org")));
}

TEST(GitLabAuthor, AnotherThanTheCommitterIsNotVerified) {
  const CommitAuthor lie = commit("boss@x.org", "me@x.org");
  for (const std::string& body :
       {pgp("verified", "me@x.org"), ssh("verified"), x509("verified", "boss@x.org")})
    expect_no(at_gitlab(answer(200, body), lie), "the committer");
  // Only PGP answers with an address that the key's owner has confirmed.
  expect_no(at_gitlab(answer(200, R"({"signature_type":"SSH","verification_status":"verified",
                                      "gpg_key_user_email":"boss@x.org"})"),
                      lie),
            "the committer");
}

TEST(GitLabAuthor, OnlyAsciiLettersAreEqualInBothCases) {
  expect_no(at_gitlab(answer(200, pgp("verified", "")), commit("", "")), "another one");
  expect_no(at_gitlab(answer(200, pgp("verified")), commit("\u212Aim@x.org", "kim@x.org")), "another one");
  expect_no(at_gitlab(answer(200, pgp("verified")), commit("a@x.org ", "a@x.org")), "another one");
  expect_no(at_gitlab(answer(200, pgp("verified")), commit("a@x.org", "a@x.orgs")), "another one");
  expect_no(at_gitlab(answer(200, pgp("verified")), commit("[@x.org", "{@x.org")), "another one");
}

TEST(GitLabAuthor, EveryOtherStatusIsANo) {
  for (const char* status :
       {"unverified", "unknown_key", "unverified_key", "same_user_different_email", "other_user",
        "unverified_author_email", "revoked_key", "expired_key", "multiple_signatures", "verified_system",
        "verified_ca", "Verified", "verified ", "", "something new"})
    expect_no(at_gitlab(answer(200, pgp(status))), "GitLab does not vouch for the commit's author: ");
  expect_no(at_gitlab(answer(200, pgp("verified_system"))), "it signed the commit itself");
  expect_no(at_gitlab(answer(200, pgp("unknown_key"))), "Register it in GitLab.");
  expect_no(at_gitlab(answer(200, pgp("<b>"))), "none that proves it.");
}

TEST(GitLabAuthor, AnUnsignedCommitIsToldWhatToDo) {
  for (const char* said : {"404 Signature Not Found", "404 GPG Signature Not Found"})
    expect_no(at_gitlab(answer(404, std::string(R"({"message":")") + said + "\"}")),
              "Sign commits with a key");
}

TEST(GitLabAuthor, WhatIsNoAnswerIsNone) {
  const auto missing = at_gitlab(answer(404, R"({"message":"404 Commit Not Found"})"));
  ASSERT_TRUE(missing.ok());
  EXPECT_TRUE(missing->absent);
  EXPECT_FALSE(missing->value.verified);
  EXPECT_EQ(at_gitlab(answer(404, R"({"message":"404 Project Not Found"})")).error().code, Code::kNotFound);
  EXPECT_EQ(at_gitlab(answer(403, R"({"message":"403 Forbidden"})")).error().code, Code::kForbidden);
  EXPECT_EQ(at_gitlab(answer(401, "{}")).error().code, Code::kUnauthorized);
  EXPECT_EQ(at_gitlab(answer(500, "{}")).error().code, Code::kServer);
  for (const char* body : {"<html>", "[]", "{}", R"({"verification_status":null})",
                           R"({"verification_status":true})", R"({"signature_type":"PGP"})"})
    EXPECT_FALSE(at_gitlab(answer(200, body)).ok()) << body;
}

Answer at_gitea(const http::Response& response) {
  return parse(*gitea()->author_verification(orbit(), commit("a@x.org", "b@x.org")), response);
}

// `author`: the row's own, of the user who has confirmed the author's address.
std::string row(const std::string& verification, const std::string& author = R"({"id":3,"login":"ada"})",
                const std::string& sha = kSha) {
  return R"({"url":"u","sha":")" + sha +
         R"(","commit":{"message":"m","author":{"name":"Ada","email":"a@x.org"},"verification":)" +
         verification + R"(},"author":)" + author + R"(,"committer":{"login":"bo"},"parents":[]})";
}

std::string signed_by(const std::string& user, bool verified = true) {
  return std::string(R"({"verified":)") + (verified ? "true" : "false") +
         R"(,"reason":"ada / 4AEE18F83AFDEB23","signature":"-----BEGIN","payload":"tree",)" +
         R"("signer":{"name":"Ada Example","email":"a@x.org","username":")" + user + R"("}})";
}

TEST(GiteaAuthor, IsAskedForByTheCommit) {
  EXPECT_EQ(gitea()->author_verification(orbit(), commit("a", "b"))->request.url,
            "https://gitea.example.com/api/v1/repos/acme/orbit/git/commits/" + kSha +
                "?stat=false&verification=true&files=false");
}

TEST(GiteaAuthor, TheSignerHasConfirmedTheAuthorsAddress) {
  expect_yes(at_gitea(answer(200, row(signed_by("ada")))));
}

TEST(GiteaAuthor, NobodyElsesSignatureWillDo) {
  expect_no(at_gitea(answer(200, row(signed_by("mallory")))), "not the author's");
  // The key of the instance: no user's, though Gitea answers with the committer's address.
  expect_no(at_gitea(answer(200, row(signed_by("")))), "not the author's");
  expect_no(at_gitea(answer(200, row(signed_by("ada"), "null"))), "no user has confirmed");
  expect_no(at_gitea(answer(200, row(signed_by(""), R"({"login":""})"))), "no user has confirmed");
  expect_no(at_gitea(answer(200, row(signed_by("Ada")))), "not the author's");
  expect_no(at_gitea(answer(200, row(signed_by("ada", false)))), "no key that it knows");
  expect_no(at_gitea(answer(200, row(signed_by("ada"), R"({"login":"ada"})", std::string(40, 'b')))), "not");
  // Before there was `username`, `name` held whatever the user calls himself.
  expect_no(at_gitea(answer(200, row(R"({"verified":true,"signer":{"name":"ada","email":"a@x.org"}})"))),
            "not the author's");
}

TEST(GiteaAuthor, AnUnsignedCommitIsToldWhatToDo) {
  expect_no(at_gitea(answer(200, row(R"({"verified":false,"reason":"gpg.error.not_signed_commit",
                                         "signature":"","signer":null,"payload":""})"))),
            "Sign commits with a key");
  expect_no(at_gitea(answer(200, row(R"({"verified":false,"reason":"gpg.error.no_gpg_keys_found"})"))),
            "Register and verify the key");
  expect_no(at_gitea(answer(200, row("null"))), "no key that it knows");
}

TEST(GiteaAuthor, WhatIsNoAnswerIsNone) {
  EXPECT_TRUE(at_gitea(answer(404, R"({"message":"commit doesn't exist: )" + kSha + "\"}"))->absent);
  EXPECT_EQ(at_gitea(answer(404, R"({"message":"not found"})")).error().code, Code::kNotFound);
  EXPECT_EQ(at_gitea(answer(403, "{}")).error().code, Code::kForbidden);
  for (const char* body : {"<html>", "[]", "{}", R"({"sha":7})"})
    EXPECT_FALSE(at_gitea(answer(200, body)).ok()) << body;
  EXPECT_FALSE(at_gitea(answer(200, row(R"({"verified":"true"})"))).ok());
}

}  // namespace
}  // namespace dvcs::test
