// What goes wrong with git and must neither lose commits nor rule git out: odd objects, heads that vanish,
// answers that are none. Against the real `git upload-pack`.
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "git/pkt_line.hpp"
#include "sync/caller.hpp"
#include "sync/crowded_second.hpp"
#include "sync/random_world.hpp"
#include "sync/source_choice.hpp"

namespace dvcs::test {
namespace {

constexpr const char* kEmptyTree = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n";
constexpr const char* kPeople = "author A <a@b> 1600000000 +0000\ncommitter A <a@b> 1600000000 +0000\n";

std::size_t logs_with(const SyncRun& run, const std::string& words) {
  const std::vector<Log> logs = run.recorder.all<Log>();
  return static_cast<std::size_t>(std::count_if(logs.begin(), logs.end(), [&](const Log& log) {
    return log.message.find(words) != std::string::npos;
  }));
}

// Writes any bytes as a commit.
std::string write_commit(const GitForge& git, const std::string& content) {
  std::string id = git.git("hash-object --literally -w -t commit --stdin", content);
  id.resize(40);
  return id;
}

// What a server without git's own checks would send: these commits in one pack.
http::Response pack_of(const GitForge& git, const std::vector<std::string>& ids) {
  std::string list;
  for (const std::string& id : ids) list += id + "\n";
  const std::string pack = git.git("pack-objects --stdout -q", list);
  http::Response response;
  response.status = 200;
  git::put_line(response.body, "packfile");
  for (std::size_t at = 0; at < pack.size(); at += 1000)
    git::put_data(response.body, "\1" + pack.substr(at, 1000));
  git::put_flush(response.body);
  return response;
}

TEST(GitTrouble, ACommitThatCannotBeReadIsSkippedAndTheRestImported) {
  RandomWorld world(1);
  GitForge git(world.forge);
  const std::string root = write_commit(git, std::string(kEmptyTree) + kPeople + "\nKEY-1 root\n");
  const std::string broken = write_commit(
      git, std::string(kEmptyTree) + "parent " + root + "\nparent nonsense\n" + kPeople + "\nx\n");
  const std::string top =
      write_commit(git, std::string(kEmptyTree) + "parent " + broken + "\n" + kPeople + "\nKEY-3 top\n");
  world.forge.branches["main"] = top;
  const auto send = [&](const http::Request& request, http::Response answer) -> base::Result<http::Response> {
    return request.on_body ? pack_of(git, {top, broken, root}) : answer;
  };
  for (const bool all : {true, false}) {
    Caller caller;
    const RunOptions options{.all_commits = all, .git = &git, .source = Source::kGit, .spoil = send};
    const SyncRun run = caller.run(world.forge, options);
    ASSERT_TRUE(run.status.ok()) << run.status.error().message;
    EXPECT_EQ(run.finished.source, Source::kGit);
    EXPECT_EQ(run.commit_set(), (std::set<std::string>{root, top}));
    const std::vector<Skipped> skipped = run.recorder.all<Skipped>();
    ASSERT_EQ(skipped.size(), 1U);
    EXPECT_EQ(skipped[0].what, "commit " + broken);
    EXPECT_NE(skipped[0].why, "");
    const std::size_t fetches = git.fetches;
    const SyncRun again = caller.run(world.forge, options);
    EXPECT_TRUE(again.status.ok());
    EXPECT_EQ(git.fetches, fetches) << "nothing is fetched again";
    EXPECT_TRUE(again.commits().empty());
    EXPECT_TRUE(again.recorder.all<Skipped>().empty()) << "it is known, and not read again";
  }
}

// git takes the lines right after the tree for parents, and nothing else: such a commit is served, and
// stopped git for its repository.
TEST(GitTrouble, ALateParentLineIsNone) {
  RandomWorld world(2);
  GitForge git(world.forge);
  const std::string nobody(40, 'e');
  const std::string odd = write_commit(
      git, std::string(kEmptyTree) + kPeople + "parent " + nobody + "\nparent what\n\nKEY-1 odd\n");
  world.forge.branches["main"] = odd;
  Caller caller;
  const SyncRun run = caller.run(world.forge, {.git = &git, .source = Source::kGit});
  ASSERT_TRUE(run.status.ok()) << run.status.error().message;
  EXPECT_EQ(run.commit_set(), git.reachable());
  EXPECT_EQ(run.commit_set(), std::set<std::string>{odd});
  EXPECT_TRUE(run.recorder.all<Skipped>().empty());
}

TEST(GitTrouble, AHeadThatVanishesBeforeItIsFetchedIsListedAnew) {
  for (const bool first : {true, false}) {
    SCOPED_TRACE(first ? "first import" : "increment");
    RandomWorld world(3);
    world.create(40);
    GitForge git(world.forge);
    Caller caller;
    if (!first) {
      ASSERT_TRUE(caller.run(world.forge, {.git = &git}).status.ok());
      const std::string old = world.forge.branches.at("main");
      world.forge.branches["main"] = world.forge.commit({old}, 1'700'000'000, "KEY-5 soon gone");
    }
    bool moved = false;
    const auto force = [&](const http::Request& request,
                           http::Response answer) -> base::Result<http::Response> {
      if (request.on_body && !std::exchange(moved, true)) {
        world.forge.branches["topic"] = world.forge.commit({}, 1'700'000'100, "KEY-6 new");
        world.forge.branches["main"] = world.forge.commit({}, 1'700'000'200, "KEY-7 forced");
        world.forge.collect_garbage();
        return git.answer(request);
      }
      return answer;
    };
    const SyncRun run = caller.run(world.forge, {.git = &git, .source = Source::kGit, .spoil = force});
    ASSERT_TRUE(run.status.ok()) << run.status.error().message;
    EXPECT_EQ(run.finished.source, Source::kGit);
    EXPECT_EQ(logs_with(run, "listed anew"), 1U);
    const std::set<std::string> now = world.forge.reachable();
    EXPECT_TRUE(std::includes(caller.stored.begin(), caller.stored.end(), now.begin(), now.end()));
    EXPECT_EQ(run.finished.heads.size(), world.forge.branches.size());
    for (const Branch& head : run.finished.heads) EXPECT_EQ(head.sha, world.forge.branches.at(head.name));
  }
}

// When even the new list cannot be had, the old one counts: no branch passes for deleted.
TEST(GitTrouble, AFailureToListAnewLosesNoBranch) {
  RandomWorld world(4);
  world.create(40);
  GitForge git(world.forge);
  bool moved = false;
  const auto fail = [&](const http::Request& request, http::Response answer) -> base::Result<http::Response> {
    if (request.on_body && !std::exchange(moved, true)) {
      world.forge.branches["main"] = world.forge.commit({}, 1'700'000'200, "KEY-7 forced");
      world.forge.collect_garbage();
      return git.answer(request);
    }
    if (moved && request.git) return base::Error{base::Code::kServer, "Bad gateway."};
    return answer;
  };
  Caller caller;
  const SyncRun run = caller.run(world.forge, {.git = &git, .spoil = fail});
  EXPECT_TRUE(!run.status.ok() || !run.finished.heads.empty());
  EXPECT_TRUE(run.deleted().empty());
}

TEST(GitTrouble, AnOddAdvertisementConcernsOneRepository) {
  RandomWorld world(5);
  world.create(10);
  GitForge git(world.forge);
  const auto portal = [](const http::Request& request,
                         http::Response answer) -> base::Result<http::Response> {
    if (request.url.find("/info/refs") != std::string::npos) answer.body = "<html>Please log in</html>";
    return answer;
  };
  Caller caller;
  for (int i = 0; i < 5; ++i) {
    const SyncRun run = caller.run(world.forge, {.full = true, .git = &git, .spoil = portal});
    ASSERT_TRUE(run.status.ok());
    EXPECT_EQ(run.finished.source, Source::kRest);
    EXPECT_EQ(logs_with(run, "no git server"), 1U);
  }
  EXPECT_EQ(caller.run(world.forge, {.full = true, .git = &git}).finished.source, Source::kGit);
}

// The same by REST, where an unknown commit makes a range empty instead of an error: a listed head that
// vanished took for read what only others had from it.
TEST(RestTrouble, AHeadThatVanishesWhileItIsReadLosesNoCommit) {
  std::size_t requests = 1;
  for (std::size_t when = 0; when < requests; ++when) {
    SCOPED_TRACE("before request " + std::to_string(when));
    ModelForge forge;
    std::string old;
    for (int i = 0; i < 12; ++i) {
      old = forge.commit(i == 0 ? std::vector<std::string>{} : std::vector<std::string>{old},
                         1'600'000'000 + i * 60, "KEY-1 main");
    }
    forge.page_size = 5;
    forge.branches["main"] = forge.commit({old}, 1'600'001'000, "KEY-2 soon gone");
    forge.branches["other"] = forge.commit({old}, 1'600'001'100, "KEY-3 other");
    forge.branches["topic"] = forge.commit({forge.branches["other"]}, 1'600'001'200, "KEY-4 topic");
    Caller caller;
    const auto force = [&](std::size_t request) {
      if (request != when) return;
      forge.branches["main"] = forge.commit({}, 1'600'002'000, "KEY-5 forced");
      forge.collect_garbage();
    };
    SyncRun run = caller.run(forge, {.between = force});
    requests = std::max(requests, run.requests);
    ASSERT_TRUE(run.status.ok()) << run.status.error().message;
    run = caller.run(forge, {.full = run.finished.history_incomplete});
    ASSERT_TRUE(run.status.ok()) << run.status.error().message;
    const std::set<std::string> now = forge.reachable();
    EXPECT_TRUE(std::includes(caller.stored.begin(), caller.stored.end(), now.begin(), now.end()));
  }
}

// What left a branch comes in pages, and an old head that is collected between two of them empties the next
// one: either all of it is told, or that it cannot be said.
TEST(RestTrouble, AnOldHeadThatVanishesWhileItIsReadIsToldWholeOrNotAtAll) {
  std::size_t requests = 1;
  for (std::size_t when = 0; when < requests; ++when) {
    SCOPED_TRACE("before request " + std::to_string(when));
    ModelForge forge;
    const std::string root = forge.commit({}, 1'600'000'000, "KEY-1 main");
    forge.page_size = 5;
    forge.branches["main"] = root;
    std::string topic = root;
    for (int i = 0; i < 12; ++i) topic = forge.commit({topic}, 1'600'000'100 + i * 60, "KEY-2 topic");
    forge.branches["topic"] = topic;
    Caller caller;
    caller.run(forge);
    forge.branches.erase("topic");
    const SyncRun run = caller.run(forge, {.between = [&](std::size_t request) {
                                     if (request == when) forge.collect_garbage();
                                   }});
    requests = std::max(requests, run.requests);
    ASSERT_TRUE(run.status.ok()) << run.status.error().message;
    EXPECT_EQ(run.departed().size(), run.finished.history_incomplete ? 0U : 12U);
  }
}

// What an interrupted run brought by REST of a head that is forced away before the next run, which goes by
// git.
TEST(GitTrouble, AHeadThatWasReadInPartByRestLeavesNothingBehind) {
  for (std::size_t kill = 2; kill < 6; ++kill) {
    SCOPED_TRACE(kill);
    RandomWorld world(3);
    ModelForge& forge = world.forge;
    forge.branches.clear();
    forge.merge_requests.clear();
    const std::string root = forge.commit({}, 1'600'000'000, "KEY-1 main");
    std::string head = root;
    for (int i = 0; i < 12; ++i)
      head = forge.commit({head}, 1'600'000'100 + i * 60, "KEY-2 soon forced away");
    forge.page_size = 3;
    forge.branches["main"] = head;
    Caller caller;
    ASSERT_TRUE(caller.run(forge, {.kill_after = kill}).killed);
    if (kill % 2 == 0)
      forge.merge_requests.push_back({.iid = 1, .title = "x", .updated = 1'600'000'900, .head = head});
    forge.branches["main"] = forge.commit({root}, 1'600'001'000, "KEY-3 forced");
    GitForge git(forge);
    const SyncRun run = caller.run(forge, {.git = &git, .source = Source::kGit});
    ASSERT_TRUE(run.status.ok()) << run.status.error().message;
    EXPECT_FALSE(run.finished.history_incomplete);
    EXPECT_EQ(caller.stored, forge.reachable());
  }
}

// The head of an interrupted page by page reading is collected, and the run that notices it is interrupted as
// well.
TEST(RestTrouble, AHeadThatWasReadInPartAndVanishedLeavesNothingBehind) {
  std::size_t requests = 1;
  for (std::size_t kill = 0; kill < requests; ++kill) {
    SCOPED_TRACE(kill);
    ModelForge forge;
    const std::string root = forge.commit({}, 1'600'000'000, "KEY-1 main");
    std::string head = root;
    for (int i = 0; i < 12; ++i) head = forge.commit({head}, 1'600'000'100 + i * 60, "KEY-2 soon gone");
    forge.page_size = 3;
    forge.branches["main"] = head;
    Caller caller;
    ASSERT_TRUE(caller.run(forge, {.kill_after = 3}).killed);
    forge.branches["main"] = forge.commit({root}, 1'600'001'000, "KEY-3 forced");
    forge.collect_garbage();
    Caller other = caller;
    requests = other.run(forge).requests;
    caller.run(forge, {.kill_after = kill});
    SyncRun run = caller.run(forge);
    if (run.finished.history_incomplete) {
      caller = Caller();
      run = caller.run(forge, {.full = true});
    }
    ASSERT_TRUE(run.status.ok()) << run.status.error().message;
    EXPECT_EQ(caller.stored, forge.reachable());
  }
}

TEST(CrowdedSecond, SaysThatItGaveUp) {
  for (const bool calm : {true, false}) {
    sync::CrowdedSecond crowd;
    providers::Page<MergeRequest> page;
    page.items.resize(2);
    for (MergeRequest& request : page.items) request.updated = {1'700'000'000, 0};
    page.next = http::Request{};
    EXPECT_FALSE(crowd.must_be_read_again(page));  // the second fills a page
    int readings = 0;
    page.next.reset();
    for (bool again = true; again && readings < 100; ++readings) {
      if (!calm || readings == 0) crowd.met(1'700'000'000);
      again = crowd.must_be_read_again(page);
    }
    EXPECT_LT(readings, 10);
    EXPECT_EQ(crowd.gave_up(), !calm);
  }
}

SyncRepository job_at(const std::string& url) {
  SyncRepository job;
  job.repository.clone_url = url;
  return job;
}

TEST(GitHost, IsNotAskedWhenSeveralRepositoriesCannotAndNoneCan) {
  const base::Error why{base::Code::kRejected, "no filter"};
  sync::GitHost host;
  for (int i = 0; i < 9; ++i) host.cannot("https://one", why);
  EXPECT_TRUE(asks_git(job_at("https://two"), host, {})) << "one repository says nothing of the others";
  host.cannot("https://two", why);
  host.cannot("https://three", why);
  EXPECT_FALSE(asks_git(job_at("https://four"), host, {}));
  sync::GitHost mixed;
  mixed.worked();
  for (const char* url : {"https://one", "https://two", "https://three", "https://four"})
    mixed.cannot(url, why);
  EXPECT_TRUE(asks_git(job_at("https://five"), mixed, {}));
}

TEST(GitHost, ANewCredentialIsTried) {
  sync::GitHost host;
  host.refused_credential({base::Code::kUnauthorized, "The git server answered 401."});
  EXPECT_FALSE(asks_git(job_at("https://one"), host, {}));
  host.new_credential("b");
  EXPECT_TRUE(asks_git(job_at("https://one"), host, {}));
  const base::Error why{base::Code::kRejected, "no filter"};
  for (const char* url : {"https://one", "https://two", "https://three"}) host.cannot(url, why);
  host.new_credential("b");
  EXPECT_FALSE(asks_git(job_at("https://one"), host, {})) << "a token does not teach a server filters";
}

}  // namespace
}  // namespace dvcs::test
