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

// As far as the reader gets: false when it waits for more.
bool read_on(PackReader& reader, Outcome& outcome) {
  Object object;
  for (;;) {
    auto found = reader.next(object);
    if (!found) {
      outcome.error = found.error().message;
      return true;
    }
    if (*found == PackReader::Found::kNothingYet) return false;
    if (*found == PackReader::Found::kEnd) {
      outcome.ok = true;
      return true;
    }
    outcome.objects.emplace(object.id(), object);
  }
}

// The pack arrives in pieces, and is read after each.
Outcome read_arriving(std::string_view pack, std::size_t piece, ObjectFormat format = ObjectFormat::kSha1,
                      PackLimits limits = {}) {
  Spool spool = spooled("");
  Outcome outcome;
  PackReader reader(spool, format, limits);
  for (std::size_t at = 0; at < pack.size(); at += piece) {
    EXPECT_TRUE(spool.append(pack.substr(at, piece)).ok());
    if (read_on(reader, outcome)) {
      EXPECT_FALSE(outcome.ok) << "the end was told before it came";
      return outcome;
    }
  }
  reader.arrived();
  EXPECT_TRUE(read_on(reader, outcome));
  return outcome;
}

Outcome read_all(std::string_view pack, ObjectFormat format = ObjectFormat::kSha1, PackLimits limits = {}) {
  Spool spool = spooled(pack);
  Outcome outcome;
  PackReader reader(spool, format, limits);
  reader.arrived();
  read_on(reader, outcome);
  return outcome;
}

// A pack whose trailer is right again after it was changed.
std::string sealed(std::string pack) {
  pack.resize(pack.size() - 20);
  Hash hash(ObjectFormat::kSha1);
  hash.update(pack);
  return pack + hash.finish();
}

std::vector<std::string> ids_of(const Outcome& outcome) {
  std::vector<std::string> ids;
  for (const auto& [id, object] : outcome.objects) ids.push_back(id);
  return ids;
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
    const std::string pack = repository.git("pack-objects --stdout -q " + how, all);
    expect_equal_to_git(repository, read_all(pack));
    for (const std::size_t piece : {1U, 61U, 5000U}) {
      const Outcome arriving = read_arriving(pack, piece);
      EXPECT_TRUE(arriving.ok) << arriving.error;
      EXPECT_EQ(ids_of(arriving), ids_of(read_all(pack)));
    }
  }
}

TEST(PackReader, HandsOutWhatHasCome) {
  RealRepository repository(400);
  const std::string pack =
      repository.git("pack-objects --stdout -q --delta-base-offset", repository.git("rev-list --all"));
  Spool spool = spooled(std::string_view(pack).substr(0, pack.size() / 2));
  PackReader reader(spool, ObjectFormat::kSha1);
  Outcome half;
  EXPECT_FALSE(read_on(reader, half));
  EXPECT_EQ(half.error, "");
  EXPECT_GT(half.objects.size(), 150U);
  EXPECT_EQ(reader.objects(), 400U);
}

TEST(PackReader, WorkIsBounded) {
  RealRepository repository(100);
  const std::string pack = repository.git("pack-objects --stdout -q", repository.git("rev-list --all"));
  PackLimits limits;
  limits.all_bytes = 50'000;
  EXPECT_FALSE(read_all(pack, ObjectFormat::kSha1, limits).ok);
  EXPECT_TRUE(read_all(pack).ok);
}

// Each of a thousand objects may rest on all those before it: one of them must not hold the only network
// thread.
TEST(PackReader, WorkForOneObjectIsBounded) {
  RealRepository repository(100);
  // Deltas that name their base by its id: before the first of them all objects are looked at.
  const std::string pack = repository.git("pack-objects --stdout -q --no-reuse-delta --window=50 --depth=50",
                                          repository.git("rev-list --all"));
  PackLimits limits;
  limits.at_once_bytes = 5'000;
  const Outcome outcome = read_all(pack, ObjectFormat::kSha1, limits);
  EXPECT_FALSE(outcome.ok);
  EXPECT_TRUE(read_all(pack).ok);
}

// A commit of 8 MiB that comes in small pieces is inflated a few times, not once a piece.
TEST(PackReader, ALargeObjectInSmallPiecesCostsNoSquare) {
  RealRepository repository(1);
  std::mt19937 random(9);
  std::string message =
      "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nauthor A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n\n";
  for (int i = 0; i < (2 << 20); ++i) message += static_cast<char>('a' + random() % 16);
  repository.git("hash-object -w -t tree /dev/null");
  const std::string id = lines(repository.git("hash-object -t commit -w --stdin", message)).at(0);
  const std::string pack = repository.git("pack-objects --stdout -q", id + "\n");
  PackLimits limits;
  limits.all_bytes = 40ULL * message.size();
  const Outcome outcome = read_arriving(pack, 1000, ObjectFormat::kSha1, limits);
  EXPECT_TRUE(outcome.ok) << outcome.error;
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
    EXPECT_FALSE(read_arriving(changed, 100).ok);
    Outcome outcome = read_all(sealed(changed));
    EXPECT_EQ(read_arriving(sealed(changed), 100).ok, outcome.ok);
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
