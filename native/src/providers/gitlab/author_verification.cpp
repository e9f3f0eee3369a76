// Whether GitLab vouches for a commit's author: what it says about the commit's signature. `verified` means
// that the key's owner has confirmed the e-mail address of the *committer*
// (lib/gitlab/gpg, lib/gitlab/ssh and lib/gitlab/x509 in GitLab's source); the author is whoever the
// committer wrote.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "json/reading.hpp"
#include "providers/gitlab/address.hpp"
#include "providers/gitlab/errors.hpp"
#include "providers/gitlab/repository.hpp"

namespace dvcs::providers::gitlab {
namespace {

struct Signature {
  std::string type;  // PGP, SSH or X509; absent before 13.1, when there was only PGP
  std::string status;
  std::string
      key_email;  // of PGP: an address in the key that its owner has confirmed, if `status` is verified
};

constexpr std::string_view kUnsigned =
    "The commit is not signed, so that GitLab can't vouch for its author. Sign commits with a key that is "
    "registered in GitLab.";

struct Words {
  std::string_view status;
  std::string_view why;
};
constexpr std::array<Words, 10> kRefusals{{
    {"unverified", "it doubts the signature: the key is not registered there, or belongs to somebody else"},
    {"unknown_key", "it doesn't know the key of the signature. Register it in GitLab"},
    {"unverified_key", "the key of the signature has no confirmed e-mail address. Confirm it in GitLab"},
    {"same_user_different_email", "the key does not hold the committer's e-mail address. Add it to the key"},
    {"other_user", "the key belongs to another user than the committer"},
    {"unverified_author_email", "the e-mail address is not confirmed there. Confirm it in GitLab"},
    {"revoked_key", "the key was revoked"},
    {"expired_key", "the key has expired"},
    {"multiple_signatures", "the commit has several signatures"},
    {"verified_system",
     "it signed the commit itself, for whoever used its pages or its API, and does not say who wrote it. "
     "Push "
     "a commit that its author has signed"},
}};

bool is_same_address(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return !a.empty() && std::equal(a.begin(), a.end(), b.begin(), b.end(),
                                  [&](char one, char other) { return lower(one) == lower(other); });
}

std::string refusal_of(const std::string& status) {
  const auto* known = std::find_if(kRefusals.begin(), kRefusals.end(),
                                   [&](const Words& words) { return words.status == status; });
  const std::string why = known == kRefusals.end() ? "its answer about the signature is none that proves it"
                                                   : std::string(known->why);
  return "GitLab does not vouch for the commit's author: " + why + ".";
}

AuthorVerification judge(const Signature& signature, const CommitAuthor& commit) {
  AuthorVerification answer;
  answer.sha = commit.sha;
  if (signature.status != "verified") {
    answer.reason = refusal_of(signature.status);
    return answer;
  }
  const bool by_pgp = signature.type.empty() || signature.type == "PGP";
  answer.verified = is_same_address(commit.author_email, commit.committer_email) ||
                    (by_pgp && is_same_address(commit.author_email, signature.key_email));
  if (!answer.verified)
    answer.reason =
        "GitLab verified the e-mail address of the committer, and the author's is another one. Commands run "
        "for authors who commit and sign themselves.";
  return answer;
}

void read_signature(json::Fields& fields, Signature& signature) {
  fields.maybe("signature_type", signature.type);
  fields.need("verification_status", signature.status);
  fields.maybe("gpg_key_user_email", signature.key_email);
}

}  // namespace

Query<Part<AuthorVerification>> author_verification(const std::string& base_url, const Repository& repository,
                                                    const CommitAuthor& commit) {
  Query<Part<AuthorVerification>> query;
  query.request =
      get(base_url, project_path(repository.id, "/repository/commits/" + commit.sha + "/signature"));
  query.parse = [commit, subject = "the signature of commit " + commit.sha + " of " + repository.path](
                    const http::Request& asked,
                    const http::Response& answer) -> base::Result<Part<AuthorVerification>> {
    Part<AuthorVerification> part;
    part.value.sha = commit.sha;
    const std::string said = answer.status == 404 ? said_by_server(answer) : "";
    part.absent = said == "404 Commit Not Found";
    if (part.absent) return part;
    if (said == "404 Signature Not Found" || said == "404 GPG Signature Not Found") {
      part.value.reason = kUnsigned;
      return part;
    }
    auto signature = read_object(kErrors, subject, asked, answer, Signature{}, read_signature);
    if (!signature.ok()) return signature.error();
    part.value = judge(*signature, commit);
    return part;
  };
  return query;
}

}  // namespace dvcs::providers::gitlab
