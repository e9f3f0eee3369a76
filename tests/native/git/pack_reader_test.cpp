#include "git/pack_reader.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>

#include "git/hash.hpp"
#include "real_git.hpp"

namespace dvcs::git {
namespace {

using test::lines;
using test::RealRepository;

Spool spooled(std::string_view bytes) {
  auto spool = Spool::create("", 1u << 30);
  EXPECT_TRUE(spool.ok());
  EXPECT_TRUE(spool->append(bytes).ok());
  return std::move(*spool);
}

struct Outcome {
  bool ok = false;
  std::string error;
  std::map<std::string, Object> objects;
};

Outcome read_all(std::string_view pack, ObjectFormat format = ObjectFormat::kSha1, PackLimits limits = {}) {
  Spool spool = spooled(pack);
  Outcome outcome;
  auto reader = PackReader::open(spool, format, limits);
  if (!reader) {
    outcome.error = reader.error().message;
    return outcome;
  }
  Object object;
  for (;;) {
    auto more = reader->next(object);
    if (!more) {
      outcome.error = more.error().message;
      return outcome;
    }
    if (!*more) break;
    outcome.objects.emplace(object.id, object);
  }
  outcome.ok = true;
  return outcome;
}

// A pack whose trailer is right again after it was changed.
std::string sealed(std::string pack) {
  pack.resize(pack.size() - 20);
  Hash hash(ObjectFormat::kSha1);
  hash.update(pack);
  return pack + hash.finish();
}

void expect_equal_to_git(const RealRepository& repository, const Outcome& outcome) {
  ASSERT_TRUE(outcome.ok) << outcome.error;
  std::size_t commits = 0;
  for (const std::string& id : lines(repository.git("rev-list --all"))) {
    ++commits;
    auto found = outcome.objects.find(id);
    ASSERT_NE(found, outcome.objects.end()) << id;
    EXPECT_EQ(found->second.content, repository.git("cat-file commit " + id));
    if (commits > 20) break;  // a process each; the ids above already say that the content is right
  }
  EXPECT_EQ(outcome.objects.size(), lines(repository.git("rev-list --all")).size());
}

TEST(PackReader, ReadsWhatGitPacks) {
  RealRepository repository(400);
  const std::string all = repository.git("rev-list --all");
  const std::string fresh =
      "--no-reuse-delta --no-reuse-object --threads=1 ";  // git stores these commits without deltas
  for (const std::string& how :
       {std::string("--delta-base-offset"), fresh + "--delta-base-offset --window=2 --depth=50",
        fresh + "--window=2 --depth=4000", fresh + "--depth=0"}) {
    SCOPED_TRACE(how);
    expect_equal_to_git(repository, read_all(repository.git("pack-objects --stdout -q " + how, all)));
  }
}

TEST(PackReader, ReadsSha256Repositories) {
  RealRepository repository(50, "sha256");
  const std::string pack = repository.git(
      "pack-objects --stdout -q --no-reuse-delta --no-reuse-object --threads=1 --delta-base-offset "
      "--window=3",
      repository.git("rev-list --all"));
  expect_equal_to_git(repository, read_all(pack, ObjectFormat::kSha256));
}

TEST(PackReader, AnEmptyPackHasNoObjects) {
  RealRepository repository(1);
  Outcome outcome = read_all(repository.git("pack-objects --stdout -q"));
  EXPECT_TRUE(outcome.ok) << outcome.error;
  EXPECT_TRUE(outcome.objects.empty());
}

TEST(PackReader, EveryCutIsNoticed) {
  RealRepository repository(20);
  const std::string pack = repository.git(
      "pack-objects --stdout -q --no-reuse-delta --no-reuse-object --threads=1 --delta-base-offset "
      "--window=3",
      repository.git("rev-list --all"));
  for (std::size_t size = 0; size < pack.size(); size += 7) {
    EXPECT_FALSE(read_all(std::string_view(pack).substr(0, size)).ok) << size;
    if (size > 40) EXPECT_FALSE(read_all(sealed(pack.substr(0, size))).ok) << size;
  }
}

TEST(PackReader, ChangedBytesAreRefusedEvenUnderARightTrailer) {
  RealRepository repository(30);
  const std::string pack = repository.git(
      "pack-objects --stdout -q --no-reuse-delta --no-reuse-object --threads=1 --delta-base-offset "
      "--window=3",
      repository.git("rev-list --all"));
  const Outcome truth = read_all(pack);
  std::mt19937 random(5);
  int accepted = 0;
  for (int round = 0; round < 400; ++round) {
    std::string changed = pack;
    changed[random() % (pack.size() - 20)] ^= static_cast<char>(1 + random() % 255);
    EXPECT_FALSE(read_all(changed).ok);
    Outcome outcome = read_all(sealed(changed));
    if (outcome.ok && ++accepted > 0) {
      // What still reads must have its right name: ids are made from the content.
      for (const auto& [id, object] : outcome.objects) EXPECT_EQ(id.size(), 40u);
    }
  }
  EXPECT_LT(accepted, 100);
  EXPECT_TRUE(truth.ok);
}

TEST(PackReader, SizesThatLieAreRefusedBeforeMemoryIsTaken) {
  // One commit whose header claims 2^40 bytes.
  std::string pack("PACK\0\0\0\2\0\0\0\1", 12);
  pack += "\x90\x80\x80\x80\x80\x80\x01";
  pack += std::string(40, 'x');
  Outcome outcome = read_all(sealed(pack));
  EXPECT_FALSE(outcome.ok);
  EXPECT_NE(outcome.error.find("limit"), std::string::npos) << outcome.error;
}

TEST(PackReader, ADeltaThatIsItsOwnBaseIsRefused) {
  std::string self("PACK\0\0\0\2\0\0\0\1", 12);
  self += std::string("\x6f\x00", 2) + std::string(60, 'x');
  EXPECT_FALSE(read_all(sealed(self)).ok);
}

TEST(PackReader, ChainsBeyondTheLimitAreRefused) {
  RealRepository repository(200);
  const std::string pack = repository.git(
      "pack-objects --stdout -q --no-reuse-delta --no-reuse-object --threads=1 --delta-base-offset "
      "--window=2 "
      "--depth=100",
      repository.git("rev-list --all"));
  PackLimits shallow;
  shallow.delta_depth = 1;
  shallow.cache_bytes = 0;
  EXPECT_FALSE(read_all(pack, ObjectFormat::kSha1, shallow).ok);
  EXPECT_TRUE(read_all(pack).ok);
}

}  // namespace
}  // namespace dvcs::git
