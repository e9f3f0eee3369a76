// What a row will take at most inside a FlatBuffer, asked before it is built: a builder that passes 2 GiB
// aborts the process, and a batch should close before the row that would make it too large.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "dvcs/model.hpp"
#include "dvcs/session.hpp"

namespace dvcs::codec {

inline constexpr std::size_t kTextBytes = 64u
                                          << 10;  // longer texts are cut (a message says so in message_cut)
inline constexpr std::size_t kKeysBytes = 4u << 20;  // keys of one row; more cannot be anybody's intention

// How many of `keys` go out: all of them, unless they pass kKeysBytes.
std::size_t keys_that_fit(const std::vector<std::string>& keys);

std::size_t row_bytes(const Repository& row);
std::size_t row_bytes(const Branch& row);
std::size_t row_bytes(const Commit& row);
std::size_t row_bytes(const MergeRequest& row);
std::size_t row_bytes(const Deleted& row);
std::size_t row_bytes(const Skipped& row);
std::size_t row_bytes(const Progress& row);
std::size_t row_bytes(const Log& row);
std::size_t row_bytes(const Finished& row);
std::size_t row_bytes(const CommitChanges& row);
std::size_t row_bytes(const MergeRequestReview& row);
std::size_t row_bytes(const Finding& row);
std::size_t row_bytes(const AuthorVerification& row);
std::size_t row_bytes(const HookStanding& row);
std::size_t row_bytes(const TokenAnswer& row);
std::size_t row_bytes(const TokenStanding& row);

}  // namespace dvcs::codec
