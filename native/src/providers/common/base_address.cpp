#include "providers/common/base_address.hpp"

#include "http/url.hpp"

namespace dvcs::providers {
namespace {

using base::Code;
using base::Error;

constexpr std::string_view kBlanks = " \t\r\n";

std::string_view trim(std::string_view text, std::string_view what) {
  const std::size_t first = text.find_first_not_of(what);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(what) - first + 1);
}

bool remove_suffix(std::string& text, std::string_view suffix) {
  if (!text.ends_with(suffix)) return false;
  text.resize(text.size() - suffix.size());
  return true;
}

}  // namespace

base::Result<std::string> base_address(std::string_view typed, const AddressForm& form) {
  const std::string_view text = trim(typed, kBlanks);
  if (text.empty())
    return Error{Code::kBadArgument,
                 "The URL of the host is empty. Enter it as " + std::string(form.example) + "."};
  if (text.find("://") == std::string_view::npos) {
    const std::string shown = http::printable_url("https://" + std::string(text));
    return Error{Code::kBadArgument,
                 "The URL of the host has no scheme. Enter it with https:// in front: " + shown};
  }
  auto url = http::parse_url(text);
  if (!url.ok()) return url.error();
  std::string base = url->origin() + url->target.substr(0, url->target.find('?'));
  while (remove_suffix(base, "/")) {
  }
  if (remove_suffix(base, form.api_path)) {
    while (remove_suffix(base, "/")) {
    }
  }
  return base;
}

std::string owner_path(std::string_view typed) {
  return std::string(trim(typed, "/ \t\r\n"));
}

}  // namespace dvcs::providers
