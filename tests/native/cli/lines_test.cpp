#include "cli/lines.hpp"

#include <gtest/gtest.h>

namespace dvcs::cli {
namespace {

TEST(Lines, Repository) {
  Repository row{5, "g/p", "p", "https://w", "https://c", "main", true, false, Moment{1632131422, 120}};
  EXPECT_EQ(repository_line(row),
            R"({"type":"repository","project_id":5,"path":"g/p","name":"p","web_url":"https://w",)"
            R"("default_branch":"main","archived":true,"empty":false})");
  EXPECT_EQ(
      project_line(row),
      R"({"id":5,"path":"g/p","name":"p","web_url":"https://w","default_branch":"main","archived":true,)"
      R"("empty":false,"last_activity":"2021-09-20T11:50:22+02:00"})");
  EXPECT_EQ(repository_deleted_line(row),
            R"({"type":"repository_deleted","project_id":5,"path":"g/p","name":"p"})");
}

TEST(Lines, WhatTheForgeDoesNotSayIsNull) {
  Repository row;
  row.id = 5;
  EXPECT_EQ(
      project_line(row),
      R"({"id":5,"path":"","name":"","web_url":"","default_branch":null,"archived":false,"empty":false,)"
      R"("last_activity":null})");
}

TEST(Lines, Branch) {
  EXPECT_EQ(
      branch_line(5, {"f/#%", "abc", true, false, {"AA-1"}}),
      R"({"type":"branch","project_id":5,"name":"f/#%","sha":"abc","is_default":true,"keys":["AA-1"]})");
  EXPECT_EQ(branch_deleted_line(5, "x\"y"), R"({"type":"branch_deleted","project_id":5,"name":"x\"y"})");
}

TEST(Lines, Commit) {
  Commit row;
  row.sha = "abc";
  row.parents = {"p1", "p2"};
  row.author = {"Ada \"A\"", "ada@example.com"};
  row.authored = {1632131422, 120};
  row.committer = {"Bob", "bob@example.com"};
  row.committed = {1632131422, -210};
  row.message = std::string("line\n\xF0\x9F\x98\x80 <script>\t\\ \0 end", 26);
  row.web_url = "https://c";
  row.keys = {"AA-1", "BB-2"};
  EXPECT_EQ(
      commit_line(5, row),
      R"({"type":"commit","project_id":5,"sha":"abc","parents":["p1","p2"],)"
      R"("author":{"name":"Ada \"A\"","email":"ada@example.com"},"authored_date":"2021-09-20T11:50:22+02:00",)"
      R"("committer":{"name":"Bob","email":"bob@example.com"},"committed_date":"2021-09-20T06:20:22-03:30",)"
      "\"message\":\"line\\n\xF0\x9F\x98\x80 <script>\\t\\\\ \\u0000 end\","
      R"("web_url":"https://c","keys":["AA-1","BB-2"]})");
  EXPECT_EQ(commit_deleted_line(5, "abc"), R"({"type":"commit_deleted","project_id":5,"sha":"abc"})");
}

TEST(Lines, MergeRequestInEveryState) {
  MergeRequest row;
  row.iid = 3;
  row.updated = {0, 0};
  const std::pair<MergeRequestState, std::string> states[] = {{MergeRequestState::kOpened, "opened"},
                                                              {MergeRequestState::kClosed, "closed"},
                                                              {MergeRequestState::kMerged, "merged"},
                                                              {MergeRequestState::kLocked, "locked"}};
  for (const auto& [state, name] : states) {
    row.state = state;
    EXPECT_EQ(merge_request_line(5, row),
              R"({"type":"merge_request","project_id":5,"iid":3,"title":"","state":")" + name +
                  R"(","draft":false,"source_branch":"","target_branch":"","author":"","author_name":"",)" +
                  R"("updated_at":"1970-01-01T00:00:00+00:00","web_url":"","keys":[]})");
  }
  row.keys_complete = false;
  EXPECT_TRUE(merge_request_line(5, row).ends_with(R"("keys":[],"keys_complete":false})"));
  EXPECT_EQ(merge_request_deleted_line(5, 3), R"({"type":"merge_request_deleted","project_id":5,"iid":3})");
}

TEST(Lines, TheRest) {
  EXPECT_EQ(skipped_line(5, {"commit 3", "no id"}),
            R"({"type":"skipped","project_id":5,"what":"commit 3","why":"no id"})");
  EXPECT_EQ(progress_line({"commits", 1, 2, 3}, 4, 5, Source::kAuto, {}),
            R"({"type":"progress","phase":"commits","repositories_done":4,"repositories":5,"commits_seen":2,)"
            R"("requests":1,"bytes_in":3,"source":"auto"})");
  EXPECT_EQ(progress_line({"commits", 1, 2, 3}, 4, 5, Source::kRest, "A word."),
            R"({"type":"progress","phase":"commits","repositories_done":4,"repositories":5,"commits_seen":2,)"
            R"("requests":1,"bytes_in":3,"source":"rest","message":"A word."})");
  EXPECT_EQ(done_line({1, 2, 3, 4, 5, 6, Source::kGit, 10, 11}, {7, 8}, 9, false),
            R"({"type":"done","complete":false,"repositories":1,"branches":2,"commits":3,"merge_requests":4,)"
            R"("deleted":5,"skipped":6,"left":9,"requests":7,"source":"git","by_git":10,"by_rest":11})");
}

}  // namespace
}  // namespace dvcs::cli
