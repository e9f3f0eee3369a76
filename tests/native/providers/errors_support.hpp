// What holds for the error sentences of every forge.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "providers/support.hpp"

namespace dvcs::test {

struct Refusal {
  int status;
  std::string body;
  base::Code code;
  std::string part;  // of the sentence
};

// Each is one sentence that names the server, without the text of any other forge.
inline void expect_sentences(const providers::Provider& forge, const std::vector<Refusal>& refusals,
                             const std::vector<std::string>& foreign) {
  const std::string host = forge.base_url().substr(forge.base_url().find("://") + 3);
  for (const Refusal& refusal : refusals) {
    SCOPED_TRACE(std::to_string(refusal.status) + " " + refusal.body);
    const auto page = parse(forge.repositories({providers::OwnerKind::kGroup, 7, "acme"}),
                            answer(refusal.status, refusal.body));
    ASSERT_FALSE(page.ok());
    const base::Error& error = page.error();
    EXPECT_EQ(error.code, refusal.code) << error.message;
    EXPECT_NE(error.message.find(refusal.part), std::string::npos) << error.message;
    EXPECT_NE(error.message.find(host), std::string::npos) << error.message;
    EXPECT_TRUE(error.message.ends_with('.')) << error.message;
    EXPECT_EQ(error.message.find('\n'), std::string::npos) << error.message;
    EXPECT_EQ(error.message.find(".."), std::string::npos) << error.message;
    for (const std::string& name : foreign)
      EXPECT_EQ(error.message.find(name), std::string::npos) << error.message;
  }
}

// An address may hold what nobody should read.
inline void expect_no_query_in_messages(const providers::Provider& forge) {
  auto query = forge.user();
  query.request.url += "?private_token=secret";
  for (const int status : {401, 403, 404, 429, 500, 418, 200}) {
    const auto result = parse(query, answer(status, "nonsense"));
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().message.find("secret"), std::string::npos) << result.error().message;
  }
}

}  // namespace dvcs::test
