#include "http/link_header.hpp"

#include <gtest/gtest.h>

#include <random>

namespace dvcs::http {
namespace {

std::string next_of(const std::string& value) {
  Headers headers;
  headers.add("Link", value);
  return link_target(headers, "next");
}

TEST(LinkHeader, ReadsWhatGitLabWrites) {
  const std::string value =
      "<https://gitlab.example.com/api/v4/projects?page=1&per_page=20>; rel=\"prev\", "
      "<https://gitlab.example.com/api/v4/projects?page=3&per_page=20>; rel=\"next\", "
      "<https://gitlab.example.com/api/v4/projects?page=1&per_page=20>; rel=\"first\"";
  EXPECT_EQ(next_of(value), "https://gitlab.example.com/api/v4/projects?page=3&per_page=20");
  EXPECT_EQ(parse_links(value).size(), 3u);
}

TEST(LinkHeader, TheLastPageHasNoNext) {
  EXPECT_EQ(next_of("<https://h/?page=1>; rel=\"first\", <https://h/?page=9>; rel=\"last\""), "");
  EXPECT_EQ(link_target(Headers(), "next"), "");
}

TEST(LinkHeader, TakesEveryLegalSpelling) {
  for (const char* value :
       {"<u>; rel=next", "<u>;rel=\"next\"", "<u> ; rel = \"next\"", "<u>; REL=\"NEXT\"",
        "<u>; rel=\"last next\"", "<u>; title=\"a, b; rel=prev\"; rel=next", "<u>; title=\"\\\"\"; rel=next",
        ", ,<u>; rel=next", "<x>; rel=prev,<u>; rel=next", "<u>; crossorigin; rel=next", "\t<u>;\trel=next",
        "<u>;rel=next;rel=prev"}) {
    EXPECT_EQ(next_of(value), "u") << value;
  }
}

TEST(LinkHeader, IsNotFooled) {
  for (const char* value :
       {"", "u; rel=next", "<u", "<u> rel=next", "<u>; rel=nextpage", "<u>; rel=\"prev\"; title=\"rel=next\"",
        "<u>; rel=\"next", "<u>; norel=next", "<u>; rel=prev; rel=next", "<a>; rel=\"x, <u>; rel=next",
        "garbage <u>; rel=next"}) {
    EXPECT_EQ(next_of(value), "") << value;
  }
}

TEST(LinkHeader, LooksIntoEveryLinkHeader) {
  Headers headers;
  headers.add("link", "<a>; rel=prev");
  headers.add("X-Link", "<b>; rel=next");
  headers.add("LINK", "<c>; rel=next");
  EXPECT_EQ(link_target(headers, "Next"), "c");
}

TEST(LinkHeaderProperty, NoiseBeforeOrAfterNeverChangesAWellFormedFirstLink) {
  std::mt19937 random(1);
  static constexpr std::string_view kPieces[] = {"<", ">",    ";",    ",", "\"", "\\", "rel",
                                                 "=", "next", "prev", " ", "\t", "x",  "\0"};
  for (int i = 0; i < 20'000; ++i) {
    std::string noise;
    for (std::size_t n = random() % 12; n > 0; --n) noise += kPieces[random() % std::size(kPieces)];
    EXPECT_EQ(next_of("<first>; rel=\"next\", " + noise), "first") << noise;
    for (const Link& link : parse_links(noise)) {
      EXPECT_EQ(link.target.find('>'), std::string::npos);
      EXPECT_NE(noise.find(link.target + ">"), std::string::npos) << "a target stands in the header as it is";
    }
  }
}

}  // namespace
}  // namespace dvcs::http
