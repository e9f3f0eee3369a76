#include "cli/import_state.hpp"

#include <utility>

namespace dvcs::cli {

RepositoryState& ImportState::change(std::int64_t id) {
  changed.insert(id);
  return repositories[id];
}

void ImportState::remove(std::int64_t id) {
  repositories.erase(id);
  changed.erase(id);
  removed.insert(id);
}

void ImportState::adopt_grammar(std::uint32_t now) {
  if (grammar == now) return;
  grammar = now;
  last_run.reset();
  last_full.reset();
  for (auto& [id, repository] : repositories) {
    RepositoryState fresh;
    fresh.printed = std::move(repository.printed);
    fresh.commits = std::move(repository.commits);
    fresh.commits.clear();
    repository = std::move(fresh);
    changed.insert(id);
  }
}

void ImportState::adopt_all_commits(bool now) {
  if (now && !all_commits) {
    last_run.reset();
    last_full.reset();
    for (auto& [id, repository] : repositories) {
      repository.heads.clear();
      repository.cursor.clear();
      repository.finished = false;
      changed.insert(id);
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
