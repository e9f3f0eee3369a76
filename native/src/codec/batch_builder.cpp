#include "codec/batch_builder.hpp"

#include <optional>

#include "base/hex.hpp"
#include "base/utf8.hpp"
#include "codec/row_bytes.hpp"
#include "codec/wire_enums.hpp"

namespace dvcs::codec {
namespace {

wire::Moment moment(const Moment& value) {
  return {value.seconds, value.offset_minutes};
}

}  // namespace

BatchBuilder::Text BatchBuilder::text(std::string_view value) {
  auto cut = base::cut_utf8(value, kTextBytes);
  return wire_.CreateString(cut.data(), cut.size());
}

BatchBuilder::Text BatchBuilder::shared_text(std::string_view value) {
  auto cut = base::cut_utf8(value, kTextBytes);
  return wire_.CreateSharedString(cut.data(), cut.size());
}

BatchBuilder::Keys BatchBuilder::keys(const std::vector<std::string>& values) {
  std::vector<Text> texts;
  texts.reserve(values.size());
  for (std::size_t i = 0, n = keys_that_fit(values); i < n; ++i) texts.push_back(text(values[i]));
  return wire_.CreateVector(texts);
}

// What is no hexadecimal number of whole bytes becomes an empty id, never a wrong one.
BatchBuilder::Id BatchBuilder::id(std::string_view hex) {
  auto bytes = base::from_hex(hex);
  return wire_.CreateVector(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

flatbuffers::Offset<wire::Person> BatchBuilder::person(const Person& value) {
  auto name = shared_text(value.name);
  auto email = shared_text(value.email);
  return wire::CreatePerson(wire_, name, email);
}

void BatchBuilder::add(const Repository& row) {
  auto path = text(row.path);
  auto name = text(row.name);
  auto web_url = text(row.web_url);
  auto clone_url = text(row.clone_url);
  auto default_branch = text(row.default_branch);
  auto activity = moment(row.last_activity.value_or(Moment{}));
  repositories_.push_back(wire::CreateRepository(wire_, row.id, path, name, web_url, clone_url,
                                                 default_branch, row.archived, row.empty,
                                                 row.last_activity ? &activity : nullptr));
  ++rows_;
}

flatbuffers::Offset<wire::Branch> BatchBuilder::branch(const Branch& row) {
  auto name = text(row.name);
  auto sha = id(row.sha);
  auto found = keys(row.keys);
  return wire::CreateBranch(wire_, name, sha, row.is_default, found);
}

void BatchBuilder::add(const Branch& row) {
  branches_.push_back(branch(row));
  ++rows_;
}

void BatchBuilder::add(const Commit& row) {
  auto sha = id(row.sha);
  auto author = person(row.author);
  auto committer = person(row.committer);
  auto message = text(row.message);
  auto web_url = text(row.web_url);
  auto found = keys(row.keys);
  auto authored = moment(row.authored);
  auto committed = moment(row.committed);
  commits_.push_back(wire::CreateCommit(wire_, sha, static_cast<std::int32_t>(row.parents.size()), author,
                                        &authored, committer, &committed, message,
                                        row.message.size() > kTextBytes, web_url, found));
  ++rows_;
}

void BatchBuilder::add(const MergeRequest& row) {
  auto title = text(row.title);
  auto source = text(row.source_branch);
  auto target = text(row.target_branch);
  auto author = shared_text(row.author);
  auto author_name = shared_text(row.author_name);
  auto web_url = text(row.web_url);
  auto found = keys(row.keys);
  auto updated = moment(row.updated);
  auto head = id(row.head_sha);
  auto merge_commit = id(row.merge_commit_sha);
  auto squash_commit = id(row.squash_commit_sha);
  auto people = reviewers(row.reviewers);
  merge_requests_.push_back(wire::CreateMergeRequest(
      wire_, row.iid, title, state(row.state), row.draft, source, target, author, author_name, &updated,
      web_url, found, head, merge_commit, squash_commit, people, !row.keys_complete));
  ++rows_;
}

flatbuffers::Offset<flatbuffers::Vector<flatbuffers::Offset<wire::Reviewer>>> BatchBuilder::reviewers(
    const std::vector<Reviewer>& people) {
  Rows<wire::Reviewer> rows;
  for (const auto& reviewer : people) {
    auto user = shared_text(reviewer.user);
    auto name = shared_text(reviewer.name);
    rows.push_back(wire::CreateReviewer(wire_, user, name, state(reviewer.state)));
  }
  return vector(rows);
}

void BatchBuilder::add(const MergeRequestReview& row) {
  auto people = reviewers(row.reviewers);
  reviews_.push_back(wire::CreateMergeRequestReview(wire_, row.iid, people, row.approved));
  ++rows_;
}

void BatchBuilder::add(const CommitChanges& row) {
  Rows<wire::ChangedFile> files;
  for (const auto& file : row.files) {
    auto path = text(file.path);
    auto old_path = text(file.old_path);
    files.push_back(wire::CreateChangedFile(wire_, path, old_path, kind(file.kind), file.added_lines,
                                            file.removed_lines));
  }
  auto sha = id(row.sha);
  auto changed = vector(files);
  commit_changes_.push_back(wire::CreateCommitChanges(wire_, sha, changed, row.files_changed, row.complete,
                                                      row.added_lines, row.removed_lines));
  ++rows_;
}

void BatchBuilder::add(const Finding& row) {
  auto step = text(row.step);
  auto found = text(row.found);
  auto remedy = text(row.remedy);
  findings_.push_back(wire::CreateFinding(wire_, step, outcome(row.outcome), found, remedy));
  ++rows_;
}

void BatchBuilder::add(const AuthorVerification& row) {
  auto sha = id(row.sha);
  auto reason = shared_text(row.reason);
  author_verifications_.push_back(wire::CreateAuthorVerification(wire_, sha, row.verified, reason));
  ++rows_;
}

void BatchBuilder::add(const HookStanding& row) {
  auto last_status = text(row.last_status);
  auto found = text(row.found);
  auto remedy = text(row.remedy);
  auto until = moment(row.paused_until.value_or(Moment{}));
  hooks_.push_back(wire::CreateHookStanding(
      wire_, row.repository_id, row.hook_id, outcome(row.outcome), state(row.state), change(row.change),
      row.paused_until ? &until : nullptr, row.signs, last_status, found, remedy));
  ++rows_;
}

void BatchBuilder::add(const TokenAnswer& row) {
  auto access_token = text(row.access_token.view());
  auto refresh_token = text(row.refresh_token.view());
  auto scope = text(row.scope);
  auto error = text(row.error);
  auto why = text(row.why);
  token_answers_.push_back(wire::CreateTokenAnswer(wire_, result(row.result), access_token, refresh_token,
                                                   row.expires_in, row.created_at, scope, error, why));
  ++rows_;
}

void BatchBuilder::add(const TokenStanding& row) {
  auto scopes = keys(row.scopes);
  auto name = text(row.name);
  auto why = text(row.why);
  auto expires = moment(row.expires.value_or(Moment{}));
  token_standings_.push_back(wire::CreateTokenStanding(wire_, state(row.state),
                                                       row.expires ? &expires : nullptr, scopes, name, why));
  ++rows_;
}

void BatchBuilder::add(const Deleted& row) {
  deleted_.push_back(wire::CreateDeleted(wire_, kind(row.kind), text(row.id)));
  ++rows_;
}

void BatchBuilder::add(const Skipped& row) {
  auto what = text(row.what);
  auto why = text(row.why);
  skipped_.push_back(wire::CreateSkipped(wire_, what, why));
  ++rows_;
}

void BatchBuilder::add(const Log& row) {
  logs_.push_back(wire::CreateLog(wire_, level(row.level), text(row.message)));
  ++rows_;
}

template <class T>
flatbuffers::Offset<flatbuffers::Vector<flatbuffers::Offset<T>>> BatchBuilder::vector(const Rows<T>& rows) {
  if (rows.empty()) return 0;  // an absent vector costs nothing
  return wire_.CreateVector(rows);
}

flatbuffers::Offset<wire::Finished> BatchBuilder::finished_table() {
  if (!finished_) return 0;
  Rows<wire::Branch> heads;
  heads.reserve(finished_->heads.size());
  for (const auto& head : finished_->heads) heads.push_back(branch(head));
  auto error = text(finished_->error);
  auto heads_vector = wire_.CreateVector(heads);
  auto version = text(finished_->server_version);
  auto user = text(finished_->user);
  auto owner_hint = text(finished_->owner_hint);
  return wire::CreateFinished(wire_, finished_->error_code, error, finished_->complete, heads_vector, version,
                              user, finished_->commits_emitted, finished_->skipped, owner_hint,
                              source(finished_->source), finished_->history_incomplete);
}

flatbuffers::DetachedBuffer BatchBuilder::finish(std::uint64_t sequence) && {
  auto repositories = vector(repositories_);
  auto branches = vector(branches_);
  auto commits = vector(commits_);
  auto merge_requests = vector(merge_requests_);
  auto deleted = vector(deleted_);
  auto skipped = vector(skipped_);
  auto logs = vector(logs_);
  auto commit_changes = vector(commit_changes_);
  auto reviews = vector(reviews_);
  auto findings = vector(findings_);
  auto author_verifications = vector(author_verifications_);
  auto hooks = vector(hooks_);
  auto token_answers = vector(token_answers_);
  auto token_standings = vector(token_standings_);
  Id cursor = 0;
  if (cursor_) {
    auto* bytes = reinterpret_cast<const std::uint8_t*>(cursor_->data());
    cursor = wire_.CreateVector(bytes, cursor_->size());
  }
  flatbuffers::Offset<wire::Progress> progress = 0;
  if (progress_) {
    progress = wire::CreateProgress(wire_, text(progress_->phase), progress_->requests,
                                    progress_->commits_seen, progress_->bytes_in);
  }
  auto finished = finished_table();
  wire::BatchBuilder batch(wire_);
  batch.add_sequence(sequence);
  batch.add_job(job_);
  batch.add_repository_id(repository_id_);
  batch.add_cursor(cursor);
  batch.add_repositories(repositories);
  batch.add_branches(branches);
  batch.add_commits(commits);
  batch.add_merge_requests(merge_requests);
  batch.add_deleted(deleted);
  batch.add_skipped(skipped);
  batch.add_progress(progress);
  batch.add_logs(logs);
  batch.add_commit_changes(commit_changes);
  batch.add_reviews(reviews);
  batch.add_findings(findings);
  batch.add_author_verifications(author_verifications);
  batch.add_hooks(hooks);
  batch.add_token_answers(token_answers);
  batch.add_token_standings(token_standings);
  batch.add_finished(finished);
  wire_.Finish(batch.Finish());
  return wire_.Release();
}

}  // namespace dvcs::codec
