#include "cli/account.hpp"

#include <gmock/gmock.h>

#include "files.hpp"

namespace dvcs::cli {
namespace {

using test::Folder;
using testing::HasSubstr;
using testing::Not;

std::string refusal(const std::string& path) {
  auto token = read_token(path);
  return token.ok() ? "(accepted " + *token + ")" : token.error().message;
}

TEST(ReadToken, TrimsWhiteSpace) {
  Folder folder;
  EXPECT_EQ(*read_token(folder.file("a", "glpat-abc")), "glpat-abc");
  EXPECT_EQ(*read_token(folder.file("b", "\n glpat-abc\r\n\n")), "glpat-abc");
}

TEST(ReadToken, RefusesInWords) {
  Folder folder;
  EXPECT_THAT(refusal(folder.file("none")), HasSubstr("No such file"));
  EXPECT_THAT(refusal(folder.file("empty", " \n")), HasSubstr("is empty"));
  EXPECT_THAT(refusal(folder.file("large", std::string(20'000, 'x'))), HasSubstr("16 KiB"));
  EXPECT_THAT(refusal(folder.path().string()), HasSubstr("cannot be read"));
}

TEST(ReadToken, ARefusalNeverRepeatsWhatTheFileHolds) {
  Folder folder;
  for (const char* content : {"secret-one secret-two", "secret\nX-Header: y", "secret\x01"}) {
    auto message = refusal(folder.file("token", content));
    EXPECT_THAT(message, HasSubstr("a token and nothing else"));
    EXPECT_THAT(message, Not(HasSubstr("secret")));
  }
}

TEST(OpenAccount, AnAddressThatIsNoneIsRefusedInWords) {
  Folder folder;
  ForgeArguments arguments;
  arguments.token_file = folder.file("token", "t");
  for (const char* url : {"not a url", "ftp://x", "https://", ""}) {
    arguments.url = url;
    auto account = open_account(arguments, {});
    ASSERT_FALSE(account.ok()) << url;
    EXPECT_FALSE(account.error().message.empty());
  }
}

TEST(OpenAccount, ACertificateFileThatIsNoneIsRefusedInWords) {
  Folder folder;
  ForgeArguments arguments;
  arguments.token_file = folder.file("token", "t");
  arguments.url = "https://gitlab.example.com";
  arguments.ca_file = folder.file("ca", "no certificate");
  auto account = open_account(arguments, {});
  ASSERT_FALSE(account.ok());
  EXPECT_THAT(account.error().message, HasSubstr(arguments.ca_file));
}

TEST(OpenAccount, OpensAndClosesWithoutWork) {
  Folder folder;
  ForgeArguments arguments;
  arguments.token_file = folder.file("token", "t");
  arguments.url = "https://gitlab.example.com";
  auto account = open_account(arguments, {});
  ASSERT_TRUE(account.ok()) << account.error().message;
  EXPECT_FALSE((*account)->next(std::chrono::milliseconds(0)).has_value());
  EXPECT_EQ((*account)->traffic().requests, 0u);
}

}  // namespace
}  // namespace dvcs::cli
