#include "model_git.hpp"

#include <libdeflate.h>

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/hex.hpp"
#include "git/hash.hpp"
#include "git/pkt_line.hpp"

namespace dvcs::sim {
namespace {

using test::ModelCommit;
using test::ModelForge;
using Ids = std::set<std::string>;

http::Response reply(int status, std::string body) {
  http::Response response;
  response.status = status;
  response.body = std::move(body);
  response.bytes_in = response.body.size();
  return response;
}

struct Command {
  std::string name;
  std::vector<std::string> arguments;

  Ids all(const std::string& word) const {
    Ids found;
    for (const std::string& argument : arguments) {
      if (argument.starts_with(word + " ")) found.insert(argument.substr(word.size() + 1));
    }
    return found;
  }
  bool has(const std::string& text) const {
    return std::find(arguments.begin(), arguments.end(), text) != arguments.end();
  }
};

Command read_command(const std::string& body) {
  git::PktReader reader;
  reader.feed(body);
  Command command;
  bool arguments = false;
  git::Pkt packet;
  for (auto more = reader.next(packet); more.ok() && *more; more = reader.next(packet)) {
    if (packet.kind != git::PktKind::kData) {
      arguments = arguments || packet.kind == git::PktKind::kDelimiter;
      continue;
    }
    std::string line(packet.payload);
    if (line.ends_with('\n')) line.pop_back();
    if (arguments) {
      command.arguments.push_back(line);
    } else if (line.starts_with("command=")) {
      command.name = line.substr(8);
    }
  }
  return command;
}

std::string advertisement(const GitServer& server) {
  std::string body;
  git::put_line(body, "# service=git-upload-pack");
  git::put_flush(body);
  git::put_line(body, "version 2");
  git::put_line(body, "agent=git/2.45.1");
  git::put_line(body, "ls-refs=unborn");
  git::put_line(body, server.filter ? "fetch=shallow wait-for-done filter" : "fetch=shallow wait-for-done");
  git::put_line(body, "object-format=sha1");
  git::put_flush(body);
  return body;
}

std::string list_refs(const ModelForge& forge, const Command& command) {
  std::map<std::string, std::string> refs;
  for (const auto& [name, sha] : forge.branches) refs["refs/heads/" + name] = sha;
  for (const auto& request : forge.merge_requests) {
    if (forge.find(request.head) != nullptr)
      refs["refs/merge-requests/" + std::to_string(request.iid) + "/head"] = request.head;
  }
  const Ids prefixes = command.all("ref-prefix");
  const auto wanted = [&](const std::string& name) {
    return prefixes.empty() || std::any_of(prefixes.begin(), prefixes.end(), [&](const std::string& prefix) {
             return name.starts_with(prefix);
           });
  };
  std::string body;
  if (const auto head = forge.branches.find(forge.default_branch);
      head != forge.branches.end() && wanted("HEAD")) {
    git::put_line(body, head->second + " HEAD symref-target:refs/heads/" + head->first);
  }
  for (const auto& [name, sha] : refs) {
    if (wanted(name)) git::put_line(body, sha + " " + name);
  }
  git::put_flush(body);
  return body;
}

// What `from` reaches without going below a commit of `stops`.
Ids reach(const ModelForge& forge, const Ids& from, const Ids& stops) {
  Ids reached;
  std::vector<std::string> todo(from.begin(), from.end());
  while (!todo.empty()) {
    const std::string sha = todo.back();
    todo.pop_back();
    const ModelCommit* commit = forge.find(sha);
    if (commit == nullptr || !reached.insert(sha).second || stops.contains(sha)) continue;
    todo.insert(todo.end(), commit->parents.begin(), commit->parents.end());
  }
  return reached;
}

// Commits at exactly `depth` (1: the wants themselves) that have parents.
Ids boundary(const ModelForge& forge, const Ids& wants, std::size_t depth) {
  std::map<std::string, std::size_t> depths;
  std::deque<std::string> todo;
  for (const std::string& want : wants) {
    depths[want] = 1;
    todo.push_back(want);
  }
  Ids found;
  while (!todo.empty()) {
    const std::string sha = todo.front();
    todo.pop_front();
    const ModelCommit* commit = forge.find(sha);
    if (depths[sha] >= depth) {
      if (!commit->parents.empty()) found.insert(sha);
      continue;
    }
    for (const std::string& parent : commit->parents) {
      if (depths.emplace(parent, depths[sha] + 1).second) todo.push_back(parent);
    }
  }
  return found;
}

std::string deflated(const std::string& content) {
  const std::unique_ptr<libdeflate_compressor, void (*)(libdeflate_compressor*)> compressor(
      libdeflate_alloc_compressor(1), libdeflate_free_compressor);
  std::string out(libdeflate_zlib_compress_bound(compressor.get(), content.size()), '\0');
  out.resize(
      libdeflate_zlib_compress(compressor.get(), content.data(), content.size(), out.data(), out.size()));
  return out;
}

std::string pack_of(const ModelForge& forge, const Ids& ids) {
  std::vector<const ModelCommit*> commits;
  for (const std::string& sha : ids) commits.push_back(forge.find(sha));
  std::sort(commits.begin(), commits.end(), [](const ModelCommit* a, const ModelCommit* b) {
    return a->date != b->date ? a->date > b->date : a->sha < b->sha;
  });
  std::string pack = "PACK" + std::string("\0\0\0\2", 4);
  for (int shift = 24; shift >= 0; shift -= 8)
    pack.push_back(static_cast<char>(commits.size() >> shift & 0xFF));
  for (const ModelCommit* commit : commits) {
    const std::string content = ModelForge::object(*commit);
    std::size_t size = content.size();
    unsigned byte = 1U << 4 | static_cast<unsigned>(size & 15);
    for (size >>= 4; size > 0; size >>= 7) {
      pack.push_back(static_cast<char>(byte | 0x80));
      byte = static_cast<unsigned>(size & 127);
    }
    pack.push_back(static_cast<char>(byte));
    pack += deflated(content);
  }
  git::Hash hash(git::ObjectFormat::kSha1);
  hash.update(pack);
  return pack + hash.finish();
}

void put_lines(std::string& body, const char* word, const Ids& ids) {
  for (const std::string& id : ids) git::put_line(body, word + (" " + id));
}

std::string fetch(const ModelForge& forge, const GitServer& server, const Command& command) {
  std::string body;
  if (!server.filter && command.has("filter tree:0")) {
    git::put_line(body, "ERR upload-pack: unexpected line: 'filter tree:0'");
    return body;
  }
  const Ids wants = command.all("want");
  for (const std::string& want : wants) {
    if (forge.find(want) == nullptr) {
      git::put_line(body, "ERR upload-pack: not our ref " + want);
      return body;
    }
  }
  const Ids held_shallow = command.all("shallow");
  Ids starts = wants;
  Ids stops;
  if (const Ids depth = command.all("deepen"); !depth.empty()) {
    stops = boundary(forge, wants, std::stoul(*depth.begin()));
    Ids unshallow;
    for (const std::string& sha : held_shallow) {
      if (stops.contains(sha)) continue;
      unshallow.insert(sha);
      if (const ModelCommit* commit = forge.find(sha))
        starts.insert(commit->parents.begin(), commit->parents.end());
    }
    git::put_line(body, "shallow-info");
    put_lines(body, "shallow", stops);
    put_lines(body, "unshallow", unshallow);
    git::put_delimiter(body);
  }
  Ids sent = reach(forge, starts, stops);
  for (const std::string& held : reach(forge, command.all("have"), held_shallow)) sent.erase(held);
  git::put_line(body, "packfile");
  const std::string pack = pack_of(forge, sent);
  constexpr std::size_t kPiece = 8000;
  for (std::size_t at = 0; at < pack.size(); at += kPiece)
    git::put_data(body, "\1" + pack.substr(at, kPiece));
  git::put_flush(body);
  return body;
}

}  // namespace

bool is_git(const http::Request& request) {
  return request.git;
}

http::Response answer_git(const ModelForge& forge, const GitServer& server, const http::Request& request) {
  if (request.url.ends_with("/info/refs?service=git-upload-pack")) {
    if (server.version_two) return reply(200, advertisement(server));
    std::string old;
    git::put_line(old, "# service=git-upload-pack");
    git::put_flush(old);
    git::put_flush(old);
    return reply(200, old);
  }
  if (!server.version_two) return reply(400, "");
  const Command command = read_command(request.body);
  if (command.name == "ls-refs") return reply(200, list_refs(forge, command));
  if (command.name == "fetch") return reply(200, fetch(forge, server, command));
  return reply(400, "");
}

}  // namespace dvcs::sim
