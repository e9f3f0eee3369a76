#include "cli/lines.hpp"

#include <boost/json.hpp>

#include "base/iso8601.hpp"

namespace dvcs::cli {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

value or_null(const std::string& text) {
  if (text.empty()) return nullptr;
  return value(text);
}

array strings(const std::vector<std::string>& values) {
  array result;
  result.reserve(values.size());
  for (const auto& text : values) result.emplace_back(text);
  return result;
}

object person(const Person& of) {
  return {{"name", of.name}, {"email", of.email}};
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

std::string text(const object& line) {
  return boost::json::serialize(line);
}

}  // namespace

std::string project_line(const Repository& of) {
  return text({{"id", of.id},
               {"path", of.path},
               {"name", of.name},
               {"web_url", of.web_url},
               {"default_branch", or_null(of.default_branch)},
               {"archived", of.archived},
               {"empty", of.empty},
               {"last_activity",
                of.last_activity ? value(base::format_iso8601(*of.last_activity)) : value(nullptr)}});
}

std::string repository_line(const Repository& of) {
  return text({{"type", "repository"},
               {"project_id", of.id},
               {"path", of.path},
               {"name", of.name},
               {"web_url", of.web_url},
               {"default_branch", or_null(of.default_branch)},
               {"archived", of.archived},
               {"empty", of.empty}});
}

std::string repository_deleted_line(const Repository& of) {
  return text({{"type", "repository_deleted"}, {"project_id", of.id}, {"path", of.path}, {"name", of.name}});
}

std::string branch_line(std::int64_t project_id, const Branch& of) {
  return text({{"type", "branch"},
               {"project_id", project_id},
               {"name", of.name},
               {"sha", of.sha},
               {"is_default", of.is_default},
               {"keys", strings(of.keys)}});
}

std::string branch_deleted_line(std::int64_t project_id, std::string_view name) {
  return text({{"type", "branch_deleted"}, {"project_id", project_id}, {"name", name}});
}

std::string commit_line(std::int64_t project_id, const Commit& of) {
  return text({{"type", "commit"},
               {"project_id", project_id},
               {"sha", of.sha},
               {"parents", strings(of.parents)},
               {"author", person(of.author)},
               {"authored_date", base::format_iso8601(of.authored)},
               {"committer", person(of.committer)},
               {"committed_date", base::format_iso8601(of.committed)},
               {"message", of.message},
               {"web_url", of.web_url},
               {"keys", strings(of.keys)}});
}

std::string commit_deleted_line(std::int64_t project_id, std::string_view sha) {
  return text({{"type", "commit_deleted"}, {"project_id", project_id}, {"sha", sha}});
}

std::string merge_request_line(std::int64_t project_id, const MergeRequest& of) {
  object line{{"type", "merge_request"},
              {"project_id", project_id},
              {"iid", of.iid},
              {"title", of.title},
              {"state", state(of.state)},
              {"draft", of.draft},
              {"source_branch", of.source_branch},
              {"target_branch", of.target_branch},
              {"author", of.author},
              {"author_name", of.author_name},
              {"updated_at", base::format_iso8601(of.updated)},
              {"web_url", of.web_url},
              {"keys", strings(of.keys)}};
  if (!of.keys_complete) line.emplace("keys_complete", false);
  return text(line);
}

std::string merge_request_deleted_line(std::int64_t project_id, std::int64_t iid) {
  return text({{"type", "merge_request_deleted"}, {"project_id", project_id}, {"iid", iid}});
}

std::string skipped_line(std::int64_t project_id, const Skipped& of) {
  return text({{"type", "skipped"}, {"project_id", project_id}, {"what", of.what}, {"why", of.why}});
}

std::string progress_line(const Progress& of, std::uint64_t repositories_done, std::uint64_t repositories,
                          Source source, const std::string& message) {
  object line{{"type", "progress"},
              {"phase", of.phase},
              {"repositories_done", repositories_done},
              {"repositories", repositories},
              {"commits_seen", of.commits_seen},
              {"requests", of.requests},
              {"bytes_in", of.bytes_in},
              {"source", name_of(source)}};
  if (!message.empty()) line.emplace("message", message);
  return text(line);
}

std::string done_line(const Counts& counts, const Traffic& traffic, std::uint64_t left, bool complete) {
  return text({{"type", "done"},
               {"complete", complete},
               {"repositories", counts.repositories},
               {"branches", counts.branches},
               {"commits", counts.commits},
               {"merge_requests", counts.merge_requests},
               {"deleted", counts.deleted},
               {"skipped", counts.skipped},
               {"left", left},
               {"requests", traffic.requests},
               {"source", name_of(counts.source)},
               {"by_git", counts.by_git},
               {"by_rest", counts.by_rest}});
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
  return text({{"type", "finding"},
               {"step", of.step},
               {"outcome", outcome_name(of.outcome)},
               {"found", of.found},
               {"remedy", of.remedy}});
}

}  // namespace dvcs::cli
