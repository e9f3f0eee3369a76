#include <boost/json.hpp>
#include <utility>

#include "base/hex.hpp"
#include "cli/state_file.hpp"

namespace dvcs::cli {
namespace {

using boost::json::object;
using boost::json::value;

constexpr int kVersion = 1;

value moment(const std::optional<Moment>& of) {
  if (!of) return nullptr;
  return {of->seconds, of->offset_minutes};
}

std::optional<Moment> moment(const value& from) {
  if (from.is_null()) return std::nullopt;
  const auto& pair = from.as_array();
  return Moment{pair.at(0).as_int64(), boost::json::value_to<std::int32_t>(pair.at(1))};
}

value seconds(const std::optional<std::int64_t>& of) {
  return of ? value(*of) : value(nullptr);
}

std::optional<std::int64_t> seconds(const value& from) {
  if (from.is_null()) return std::nullopt;
  return from.as_int64();
}

std::string text(const object& from, std::string_view name) {
  return std::string(from.at(name).as_string());
}

object texts(const std::map<std::string, std::string>& of) {
  object result;
  for (const auto& [name, content] : of) result.emplace(name, content);
  return result;
}

std::map<std::string, std::string> texts(const value& from) {
  std::map<std::string, std::string> result;
  for (const auto& member : from.as_object())
    result.emplace(member.key(), std::string(member.value().as_string()));
  return result;
}

value repository(const RepositoryState& of) {
  object merge_requests;
  for (const auto& [iid, hash] : of.merge_requests) merge_requests.emplace(std::to_string(iid), hash);
  return object{{"path", of.printed.path},
                {"name", of.printed.name},
                {"web_url", of.printed.web_url},
                {"default_branch", of.printed.default_branch},
                {"archived", of.printed.archived},
                {"empty", of.printed.empty},
                {"cursor", base::to_hex(of.cursor)},
                {"heads", texts(of.heads)},
                {"branches", texts(of.branches)},
                {"merge_requests_since", moment(of.merge_requests_since)},
                {"merge_requests", std::move(merge_requests)},
                {"commits", of.commits.spaced()}};
}

RepositoryState repository(std::int64_t id, const object& from) {
  RepositoryState result;
  result.printed.id = id;
  result.printed.path = text(from, "path");
  result.printed.name = text(from, "name");
  result.printed.web_url = text(from, "web_url");
  result.printed.default_branch = text(from, "default_branch");
  result.printed.archived = from.at("archived").as_bool();
  result.printed.empty = from.at("empty").as_bool();
  result.cursor = base::from_hex(text(from, "cursor"));
  result.heads = texts(from.at("heads"));
  result.branches = texts(from.at("branches"));
  result.merge_requests_since = moment(from.at("merge_requests_since"));
  for (const auto& member : from.at("merge_requests").as_object())
    result.merge_requests.emplace(std::stoll(std::string(member.key())),
                                  boost::json::value_to<std::uint64_t>(member.value()));
  result.commits = PrintedIds(text(from, "commits"));
  return result;
}

ImportState state(const object& from) {
  ImportState result;
  result.scope.host = static_cast<Host>(boost::json::value_to<int>(from.at("host")));
  result.scope.url = text(from, "url");
  result.scope.owner = text(from, "owner");
  result.scope.project = seconds(from.at("project"));
  result.grammar = boost::json::value_to<std::uint32_t>(from.at("grammar"));
  result.all_commits = from.at("all_commits").as_bool();
  result.last_run = seconds(from.at("last_run"));
  result.last_full = seconds(from.at("last_full"));
  for (const auto& member : from.at("repositories").as_object()) {
    auto id = std::stoll(std::string(member.key()));
    result.repositories.emplace(id, repository(id, member.value().as_object()));
  }
  return result;
}

}  // namespace

std::string to_json(const ImportState& of) {
  object repositories;
  for (const auto& [id, content] : of.repositories)
    repositories.emplace(std::to_string(id), repository(content));
  return boost::json::serialize(object{{"dvcsctl_cursor", kVersion},
                                       {"host", static_cast<int>(of.scope.host)},
                                       {"url", of.scope.url},
                                       {"owner", of.scope.owner},
                                       {"project", seconds(of.scope.project)},
                                       {"grammar", of.grammar},
                                       {"all_commits", of.all_commits},
                                       {"last_run", seconds(of.last_run)},
                                       {"last_full", seconds(of.last_full)},
                                       {"repositories", std::move(repositories)}}) +
         "\n";
}

base::Result<std::optional<ImportState>> from_json(std::string_view text) {
  boost::system::error_code error;
  auto parsed = boost::json::parse({text.data(), text.size()}, error);
  if (error || !parsed.is_object() || !parsed.as_object().contains("dvcsctl_cursor"))
    return base::Error{base::Code::kBadArgument, "is no cursor of dvcsctl"};
  const auto& content = parsed.as_object();
  const auto& version = content.at("dvcsctl_cursor");
  if (version.is_number() && version != kVersion) return std::optional<ImportState>();
  // Boost.JSON reports a missing or mistyped member by an exception; here is the one place that has to care.
  try {
    return std::optional(state(content));
  } catch (const std::exception&) {
    return base::Error{base::Code::kBadArgument, "is damaged"};
  }
}

}  // namespace dvcs::cli
