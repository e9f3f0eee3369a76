#include "git/commit_object.hpp"

#include <gtest/gtest.h>

#include <random>

namespace dvcs::git {
namespace {

constexpr const char* kId = "0123456789abcdef0123456789abcdef01234567";
const std::string kFirst(40, 'a');
const std::string kSecond(40, 'b');
const std::string kTree = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\n";

Commit parsed(const std::string& content) {
  auto commit = parse_commit(kId, content);
  EXPECT_TRUE(commit.ok());
  return commit.ok() ? *commit : Commit{};
}

Moment authored(const std::string& author) {
  return parsed(kTree + "author " + author + "\n\n").authored;
}

TEST(CommitObject, ReadsAnOrdinaryOne) {
  Commit commit = parsed(kTree + "parent " + kFirst + "\nparent " + kSecond +
                         "\nauthor Ada Berg <ada@example.com> 1600000000 +0200\n"
                         "committer Bo <bo@example.com> 1600000100 -0730\n\nKEY-1 first\n\nbody\n");
  EXPECT_EQ(commit.sha, kId);
  EXPECT_EQ(commit.parents, (std::vector<std::string>{kFirst, kSecond}));
  EXPECT_EQ(commit.author, (Person{"Ada Berg", "ada@example.com"}));
  EXPECT_EQ(commit.authored, (Moment{1600000000, 120}));
  EXPECT_EQ(commit.committed, (Moment{1600000100, -450}));
  EXPECT_EQ(commit.message, "KEY-1 first\n\nbody\n");
}

TEST(CommitObject, PassesOverSignaturesAndTags) {
  Commit commit = parsed(
      kTree +
      "author A <a@b> 1 +0000\ncommitter A <a@b> 1 +0000\n"
      "gpgsig -----BEGIN PGP SIGNATURE-----\n \n author X <x@y> 9 +0000\n -----END PGP SIGNATURE-----\n"
      "mergetag object 1234\n type commit\n parent ffff\n\nmessage");
  EXPECT_EQ(commit.author.name, "A");
  EXPECT_TRUE(commit.parents.empty());
  EXPECT_EQ(commit.message, "message");
}

TEST(CommitObject, HonoursTheEncodingWhereverItStands) {
  EXPECT_EQ(parsed("encoding ISO-8859-1\nauthor J\xfcrg <j@x> 1 +0000\n" + kTree +
                   "\nGr\xfc\xdf"
                   "e")
                .author.name,
            "Jürg");
  EXPECT_EQ(parsed(kTree + "encoding ISO-8859-1\n\nGr\xfc\xdf"
                           "e")
                .message,
            "Grüße");
  EXPECT_EQ(parsed(kTree + "\nbroken \xff").message, "broken \xEF\xBF\xBD");
}

TEST(CommitObject, OddDatesAreReadAsGitReadsThem) {
  EXPECT_EQ(authored("A <a@b> -86400 +0100"), (Moment{-86400, 60}));
  EXPECT_EQ(authored("A <a@b> 4294967296 -0730"), (Moment{4294967296, -450}));
  EXPECT_EQ(authored("A <a@b> 12"), (Moment{12, 0}));
  EXPECT_EQ(authored("A <a@b>"), (Moment{0, 0}));
  EXPECT_EQ(authored("A <a@b> soon +0100"), (Moment{0, 0}));
  EXPECT_EQ(authored("A <a@b> 99999999999999999999 +0100"), (Moment{0, 0}));
  EXPECT_EQ(authored("A <a@b> 5 +051800"), (Moment{5, 0}));
}

TEST(CommitObject, MissingPartsAreEmpty) {
  EXPECT_EQ(parsed(kTree + "author A <> 1 +0000\n\nx").author, (Person{"A", ""}));
  EXPECT_EQ(parsed(kTree + "author nobody\n\nx").author, (Person{"nobody", ""}));
  EXPECT_EQ(parsed(kTree + "author A <a <b>> 1 +0000\n\nx").author.email, "a <b>");
  EXPECT_EQ(parsed(kTree).message, "");
  EXPECT_EQ(parsed(kTree + "\n").message, "");
  std::string parents;
  for (int i = 0; i < 64; ++i) parents += "parent " + kFirst + "\n";
  EXPECT_EQ(parsed(kTree + parents + "\nx").parents.size(), 64u);
}

TEST(CommitObject, WithoutATreeItIsNone) {
  EXPECT_FALSE(parse_commit(kId, "").ok());
  EXPECT_FALSE(parse_commit(kId, "\ntree inside the message").ok());
}

TEST(CommitObject, AnyBytesEndSomehow) {
  std::mt19937 random(3);
  const std::string seed = kTree + "parent " + kFirst + "\nauthor A <a@b> 1 +0000\nencoding SHIFT_JIS\n\nm\n";
  for (int round = 0; round < 3000; ++round) {
    std::string bytes = seed;
    for (int i = 0; i < 6; ++i) bytes[random() % bytes.size()] = static_cast<char>(random());
    (void)parse_commit(kId, bytes.substr(0, random() % (bytes.size() + 1))).ok();
  }
}

TEST(CommitObject, AParentThatIsNoObjectIdIsMalformed) {
  const std::string start = "tree 4b825dc642cb6eb9a060e54bf8d69288fbee4904\nparent ";
  for (const std::string& parent : {std::string(), std::string(39, 'a'), std::string(39, 'a') + "\xA6"}) {
    const auto commit = parse_commit("id", start + parent + "\n\nKEY-1");
    ASSERT_FALSE(commit.ok()) << parent;
    EXPECT_EQ(commit.error().code, base::Code::kMalformed);
  }
}

}  // namespace
}  // namespace dvcs::git
