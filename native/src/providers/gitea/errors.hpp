// Gitea's refusals as one sentence for an administrator.
#pragma once

#include <string>
#include <string_view>

#include "base/status.hpp"
#include "http/message.hpp"
#include "providers/common/answers.hpp"

namespace dvcs::providers::gitea {

inline constexpr std::string_view kNeededScopes = "read:repository, read:organization and read:user";

// A list that holds nothing is `null` in places, and so is a 404 for an unknown commit.
bool is_null(const std::string& body);

// The address leads to a web server, but to no Gitea: 404 for what every Gitea has.
base::Error no_api(const http::Request& asked);

// The Error for an answer that is not 2xx. `subject` says what was asked for: "the repositories of acme".
base::Error refusal(std::string_view subject, const http::Request& asked, const http::Response& answer);

// The Error for a 2xx answer whose body is not what was asked for.
base::Error unexpected(std::string_view subject, const http::Request& asked, const base::Error& found);

inline constexpr ForgeErrors kErrors{refusal, unexpected, no_api};

}  // namespace dvcs::providers::gitea
