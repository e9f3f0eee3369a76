// HMAC-SHA256 (RFC 2104) and comparisons that take the same time wherever the texts differ. Over OpenSSL.
#pragma once

#include <array>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace dvcs::webhook {

using Digest = std::array<unsigned char, 32>;

// Over the pieces in a row, so that a large body is not copied to stand behind its prefix.
Digest hmac_sha256(std::string_view key, std::initializer_list<std::string_view> pieces);

Digest sha256(std::string_view text);

bool equal(const Digest& a, const Digest& b);
// Also of texts of different length: what is compared are their digests.
bool equal(std::string_view a, std::string_view b);

// Base64 of RFC 4648, section 4, with padding.
std::string base64(const Digest& bytes);
// Empty: it is no such text. Nothing but the alphabet is taken, no blanks.
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace dvcs::webhook
