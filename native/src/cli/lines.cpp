#include "cli/lines.hpp"

#include <utility>

#include "base/iso8601.hpp"
#include "json/writing.hpp"

namespace dvcs::cli {
namespace {

using json::ObjectText;

void add_person(ObjectText& line, std::string_view role, const Person& of) {
  line.begin_object(role).add("name", of.name).add("email", of.email).end_object();
}

std::string_view state(MergeRequestState of) {
  switch (of) {
    case MergeRequestState::kOpened:
      return "opened";
    case MergeRequestState::kClosed:
      return "closed";
    case MergeRequestState::kMerged:
      return "merged";
    case MergeRequestState::kLocked:
      return "locked";
  }
  return "opened";
}

std::string_view name_of(Source source) {
  switch (source) {
    case Source::kAuto:
      return "auto";
    case Source::kGit:
      return "git";
    case Source::kRest:
      return "rest";
  }
  return "auto";
}

// The members that every line of an import begins with.
ObjectText line(std::string_view type, std::int64_t project_id, std::size_t expected = 256) {
  ObjectText text(expected);
  text.add("type", type).add("project_id", project_id);
  return text;
}

void add_default_branch(ObjectText& line, const std::string& name) {
  if (name.empty()) {
    line.add("default_branch", nullptr);
  } else {
    line.add("default_branch", name);
  }
}

}  // namespace

std::string project_line(const Repository& of) {
  ObjectText text;
  text.add("id", of.id).add("path", of.path).add("name", of.name).add("web_url", of.web_url);
  add_default_branch(text, of.default_branch);
  text.add("archived", of.archived).add("empty", of.empty);
  if (of.last_activity) {
    text.add("last_activity", base::format_iso8601(*of.last_activity));
  } else {
    text.add("last_activity", nullptr);
  }
  return std::move(text).take();
}

std::string repository_line(const Repository& of) {
  ObjectText text = line("repository", of.id);
  text.add("path", of.path).add("name", of.name).add("web_url", of.web_url);
  add_default_branch(text, of.default_branch);
  text.add("archived", of.archived).add("empty", of.empty);
  return std::move(text).take();
}

std::string repository_deleted_line(const Repository& of) {
  ObjectText text = line("repository_deleted", of.id);
  text.add("path", of.path).add("name", of.name);
  return std::move(text).take();
}

std::string branch_line(std::int64_t project_id, const Branch& of) {
  ObjectText text = line("branch", project_id);
  text.add("name", of.name).add("sha", of.sha).add("is_default", of.is_default).add("keys", of.keys);
  return std::move(text).take();
}

std::string branch_deleted_line(std::int64_t project_id, std::string_view name) {
  ObjectText text = line("branch_deleted", project_id);
  text.add("name", name);
  return std::move(text).take();
}

std::string commit_line(std::int64_t project_id, const Commit& of) {
  constexpr std::size_t kBesidesTheMessage = 768;
  ObjectText text = line("commit", project_id, of.message.size() + kBesidesTheMessage);
  text.add("sha", of.sha).add("parents", of.parents);
  add_person(text, "author", of.author);
  text.add("authored_date", base::format_iso8601(of.authored));
  add_person(text, "committer", of.committer);
  text.add("committed_date", base::format_iso8601(of.committed))
      .add("message", of.message)
      .add("web_url", of.web_url)
      .add("keys", of.keys);
  return std::move(text).take();
}

std::string commit_deleted_line(std::int64_t project_id, std::string_view sha) {
  ObjectText text = line("commit_deleted", project_id);
  text.add("sha", sha);
  return std::move(text).take();
}

std::string merge_request_line(std::int64_t project_id, const MergeRequest& of) {
  ObjectText text = line("merge_request", project_id);
  text.add("iid", of.iid)
      .add("title", of.title)
      .add("state", state(of.state))
      .add("draft", of.draft)
      .add("source_branch", of.source_branch)
      .add("target_branch", of.target_branch)
      .add("author", of.author)
      .add("author_name", of.author_name)
      .add("updated_at", base::format_iso8601(of.updated))
      .add("web_url", of.web_url)
      .add("keys", of.keys);
  if (!of.keys_complete) text.add("keys_complete", false);
  return std::move(text).take();
}

std::string merge_request_deleted_line(std::int64_t project_id, std::int64_t iid) {
  ObjectText text = line("merge_request_deleted", project_id);
  text.add("iid", iid);
  return std::move(text).take();
}

std::string skipped_line(std::int64_t project_id, const Skipped& of) {
  ObjectText text = line("skipped", project_id);
  text.add("what", of.what).add("why", of.why);
  return std::move(text).take();
}

std::string progress_line(const Progress& of, std::uint64_t repositories_done, std::uint64_t repositories,
                          Source source, const std::string& message) {
  ObjectText text;
  text.add("type", "progress")
      .add("phase", of.phase)
      .add("repositories_done", repositories_done)
      .add("repositories", repositories)
      .add("commits_seen", of.commits_seen)
      .add("requests", of.requests)
      .add("bytes_in", of.bytes_in)
      .add("source", name_of(source));
  if (!message.empty()) text.add("message", message);
  return std::move(text).take();
}

std::string done_line(const Counts& counts, const Traffic& traffic, std::uint64_t left, bool complete) {
  ObjectText text;
  text.add("type", "done")
      .add("complete", complete)
      .add("repositories", counts.repositories)
      .add("branches", counts.branches)
      .add("commits", counts.commits)
      .add("merge_requests", counts.merge_requests)
      .add("deleted", counts.deleted)
      .add("skipped", counts.skipped)
      .add("left", left)
      .add("requests", traffic.requests)
      .add("source", name_of(counts.source))
      .add("by_git", counts.by_git)
      .add("by_rest", counts.by_rest);
  return std::move(text).take();
}

std::string_view outcome_name(Outcome outcome) {
  switch (outcome) {
    case Outcome::kOk:
      return "ok";
    case Outcome::kWarning:
      return "warning";
    case Outcome::kFailed:
      return "failed";
    case Outcome::kSkipped:
      return "skipped";
  }
  return "failed";
}

std::string finding_line(const Finding& of) {
  ObjectText text;
  text.add("type", "finding")
      .add("step", of.step)
      .add("outcome", outcome_name(of.outcome))
      .add("found", of.found)
      .add("remedy", of.remedy);
  return std::move(text).take();
}

}  // namespace dvcs::cli
