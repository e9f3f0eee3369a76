// Addresses of GitLab's REST API, version 4.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "http/message.hpp"

namespace dvcs::providers::gitlab {

constexpr int kPageSize = 100;  // the largest that GitLab serves

using Parameters = std::initializer_list<std::pair<std::string_view, std::string_view>>;

// GET base + "/api/v4" + path, with the parameters encoded.
http::Request get(std::string_view base_url, std::string_view path, Parameters parameters = {});

// "/projects/42/repository": identity is the number, so renames do not matter and no proxy can decode a %2F.
std::string project_path(std::int64_t id, std::string_view rest = {});

}  // namespace dvcs::providers::gitlab
