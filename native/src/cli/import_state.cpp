#include "cli/import_state.hpp"

#include <utility>

namespace dvcs::cli {

std::unordered_set<std::string>& PrintedIds::set() {
  if (set_) return *set_;
  set_.emplace();
  std::string_view rest = spaced_;
  for (auto end = rest.find(' '); end != std::string_view::npos; end = rest.find(' ')) {
    set_->emplace(rest.substr(0, end));
    rest.remove_prefix(end + 1);
  }
  return *set_;
}

bool PrintedIds::contains(const std::string& id) {
  return set().contains(id);
}

void PrintedIds::insert(const std::string& id) {
  if (set().insert(id).second) spaced_.append(id).push_back(' ');
}

void PrintedIds::erase(const std::string& id) {
  if (set().erase(id) == 0) return;
  auto at = spaced_.find(id + " ");
  if (at != std::string::npos) spaced_.erase(at, id.size() + 1);
}

void ImportState::adopt_grammar(std::uint32_t now) {
  if (grammar == now) return;
  grammar = now;
  last_run.reset();
  last_full.reset();
  for (auto& [id, repository] : repositories) {
    RepositoryState fresh;
    fresh.printed = std::move(repository.printed);
    repository = std::move(fresh);
  }
}

void ImportState::adopt_all_commits(bool now) {
  if (now && !all_commits) {
    last_run.reset();
    last_full.reset();
    for (auto& [id, repository] : repositories) {
      repository.heads.clear();
      repository.cursor.clear();
    }
  }
  all_commits = now;
}

std::uint64_t line_hash(std::string_view line) {
  std::uint64_t hash = 14695981039346656037u;
  for (char c : line) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return hash;
}

}  // namespace dvcs::cli
