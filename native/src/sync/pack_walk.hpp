// Two passes over a spooled pack: the first proves it and builds its graph, the second hands out the commits
// that are wanted. Nothing is reported of a pack that turns out to be damaged at its end.
#pragma once

#include <functional>
#include <memory>

#include "git/pack_reader.hpp"
#include "sync/commit_graph.hpp"
#include "sync/git_source.hpp"

namespace dvcs::sync {

// Reads all commits into `graph`. Commits that cannot be understood are left out and reported as skipped.
Task<base::Status> read_graph(Line& line, RepositoryRun& run, const Transfer& transfer,
                              git::ObjectFormat format, CommitGraph& graph);

std::unique_ptr<CommitGraph> graph_for(const Transfer& transfer, git::ObjectFormat format);

// The commits of which `wanted` is true, in the pack's order, with keys and address.
Task<base::Status> each_commit(Line& line, RepositoryRun& run, const Transfer& transfer,
                               git::ObjectFormat format, std::function<bool(const std::string& sha)> wanted,
                               std::function<void(Commit)> visit);

}  // namespace dvcs::sync
