// A forge played answer by answer, and the logic that talks to it.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "sync/caller.hpp"
#include "sync/details.hpp"

namespace dvcs::test {

inline http::Response reply(int status, std::string body) {
  http::Response response;
  response.status = status;
  response.body = std::move(body);
  return response;
}

using Forge = std::function<base::Result<http::Response>(const std::string& url)>;

inline base::Status drive(const std::function<sync::Task<base::Status>(sync::Line&)>& logic,
                          const Forge& forge, std::vector<std::string>* asked = nullptr) {
  sync::Conversation conversation(logic);
  while (!std::holds_alternative<sync::Ended>(conversation.step())) {
    const auto* request = std::get_if<http::Request>(&conversation.step());
    if (request == nullptr) {
      conversation.go_on();
      continue;
    }
    const std::string url = request->url;
    if (asked != nullptr) asked->push_back(url);
    conversation.answer(forge(url));
  }
  return conversation.result();
}

inline bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

class DetailsTest : public ::testing::Test {
 protected:
  DetailsTest() : provider(std::move(providers::make_provider(Host::kGitLab, "https://h")).value()) {
    job.repository.id = 1;
    job.repository.path = "acme/one";
  }

  base::Status load(const Forge& forge) {
    sync::Report report(recorder, 1, 1);
    sync::DetailsLoad logic(*provider, job, report);
    return drive([&](sync::Line& line) { return logic.run(line); }, forge, &asked);
  }

  std::unique_ptr<providers::Provider> provider;
  LoadDetails job;
  Recorder recorder;
  std::vector<std::string> asked;
  const std::string one = std::string(40, '1');
  const std::string two = std::string(40, '2');
};

}  // namespace dvcs::test
