#include "cli/state_json.hpp"

#include <boost/json.hpp>
#include <utility>

#include "base/hex.hpp"

namespace dvcs::cli {
namespace {

using boost::json::object;
using boost::json::value;

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

object parsed(std::string_view text) {
  return boost::json::parse({text.data(), text.size()}).as_object();
}

}  // namespace

std::string repository_to_json(const RepositoryState& of) {
  object merge_requests;
  for (const auto& [iid, hash] : of.merge_requests) merge_requests.emplace(std::to_string(iid), hash);
  return boost::json::serialize(object{{"path", of.printed.path},
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
                                       {"probed", of.probed},
                                       {"finished", of.finished},
                                       {"all_commits", of.all_commits}});
}

RepositoryState repository_from_json(std::int64_t id, std::string_view content) {
  auto from = parsed(content);
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
  result.probed = from.at("probed").as_int64();
  result.finished = from.at("finished").as_bool();
  result.all_commits = from.at("all_commits").as_bool();
  return result;
}

std::string run_to_json(const ImportState& of) {
  return boost::json::serialize(object{{"host", static_cast<int>(of.scope.host)},
                                       {"url", of.scope.url},
                                       {"owner", of.scope.owner},
                                       {"project", seconds(of.scope.project)},
                                       {"grammar", of.grammar},
                                       {"all_commits", of.all_commits},
                                       {"last_run", seconds(of.last_run)},
                                       {"last_full", seconds(of.last_full)},
                                       {"owner_hint", of.owner_hint}});
}

ImportState run_from_json(std::string_view content) {
  auto from = parsed(content);
  ImportState result;
  result.scope.host = static_cast<Host>(boost::json::value_to<int>(from.at("host")));
  result.scope.url = text(from, "url");
  result.scope.owner = text(from, "owner");
  result.scope.project = seconds(from.at("project"));
  result.grammar = boost::json::value_to<std::uint32_t>(from.at("grammar"));
  result.all_commits = from.at("all_commits").as_bool();
  result.last_run = seconds(from.at("last_run"));
  result.last_full = seconds(from.at("last_full"));
  result.owner_hint = text(from, "owner_hint");
  return result;
}

}  // namespace dvcs::cli
