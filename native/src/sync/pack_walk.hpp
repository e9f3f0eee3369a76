// Two passes over a pack: the first proves it and builds its graph, the second tells the commits that are
// wanted. Nothing is told of a pack that turns out to be damaged at its end.
#pragma once

#include <functional>

#include "sync/commit_graph.hpp"
#include "sync/git_source.hpp"

namespace dvcs::sync {

// Reads all commits into `graph`, or the rest of them if the transfer was read into it while it arrived.
// `keep`: those that may be told are kept in the transfer.
Task<base::Status> read_graph(Line& line, RepositoryRun& run, Transfer& transfer, git::ObjectFormat format,
                              CommitGraph& graph, bool keep);

// After read_graph: tells the kept commits of which `wanted` is true, in the pack's order, with keys and
// address; those that cannot be understood are Skipped.
Task<base::Status> tell_commits(Line& line, RepositoryRun& run, Transfer& transfer, const CommitGraph& graph,
                                std::function<bool(CommitGraph::Number)> wanted);

}  // namespace dvcs::sync
