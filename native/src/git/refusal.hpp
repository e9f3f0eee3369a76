// What a git server's HTTP answer of another status than 200 means, in one sentence.
#pragma once

#include "base/status.hpp"
#include "http/message.hpp"

namespace dvcs::git {

base::Error refusal(const http::Request& asked, const http::Response& answer);

}  // namespace dvcs::git
