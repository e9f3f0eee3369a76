// Whether Gitea vouches for a commit's author: the signature is good, and the user whose key made it is the
// user who has confirmed the author's e-mail address. The signer's address alone proves nothing: for keys of
// the instance Gitea fills in the committer's (services/asymkey/commit.go, services/convert/convert.go).
#include <string>
#include <string_view>
#include <utility>

#include "json/reading.hpp"
#include "providers/gitea/api.hpp"
#include "providers/gitea/errors.hpp"
#include "providers/gitea/repository.hpp"

namespace dvcs::providers::gitea {
namespace {

struct Signature {
  std::string sha;
  std::string author;  // the user who has confirmed the author's address; empty: none
  std::string signer;  // the user whose key it is
  std::string reason;
  bool verified = false;
};

void read_signature(json::Fields& fields, Signature& signature) {
  fields.need("sha", signature.sha);
  fields.maybe_child("commit", [&](json::Fields& commit) {
    commit.maybe_child("verification", [&](json::Fields& verification) {
      verification.maybe("verified", signature.verified);
      verification.maybe("reason", signature.reason);
      verification.maybe_child("signer",
                               [&](json::Fields& user) { user.maybe("username", signature.signer); });
    });
  });
  fields.maybe_child("author", [&](json::Fields& user) { user.maybe("login", signature.author); });
}

std::string_view refusal_of(const Signature& signature) {
  if (signature.reason == "gpg.error.not_signed_commit")
    return "The commit is not signed, so that Gitea can't vouch for its author. Sign commits with a key that "
           "is registered and verified in Gitea.";
  if (!signature.verified)
    return "Gitea doesn't vouch for the commit's author: no key that it knows made the signature. Register "
           "and verify the key in Gitea; the committer's e-mail address has to be confirmed there.";
  if (signature.author.empty())
    return "Gitea doesn't vouch for the commit's author: no user has confirmed the e-mail address. Confirm "
           "it "
           "in Gitea.";
  return "Gitea verified a signature that is not the author's. Commands run for authors who sign their "
         "commits themselves.";
}

}  // namespace

Query<Part<AuthorVerification>> author_verification(const std::string& base_url, const Repository& repository,
                                                    const CommitAuthor& commit) {
  Query<Part<AuthorVerification>> query;
  query.request = get(base_url, repository_path(repository, "/git/commits/" + commit.sha),
                      {{"stat", "false"}, {"verification", "true"}, {"files", "false"}});
  query.parse = [sha = commit.sha,
                 subject = "the signature of commit " + commit.sha + " of " + repository.path](
                    const http::Request& asked,
                    const http::Response& answer) -> base::Result<Part<AuthorVerification>> {
    Part<AuthorVerification> part;
    part.value.sha = sha;
    part.absent = is_unknown_commit(answer, sha);
    if (part.absent) return part;
    auto signature = read_object(kErrors, subject, asked, answer, Signature{}, read_signature);
    if (!signature.ok()) return signature.error();
    part.value.verified = signature->verified && signature->sha == sha && !signature->author.empty() &&
                          signature->author == signature->signer;
    if (!part.value.verified) part.value.reason = refusal_of(*signature);
    return part;
  };
  return query;
}

}  // namespace dvcs::providers::gitea
