// What the readers of requests have in common: the verified root, and values that are checked one by one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/status.hpp"
#include "dvcs/session.hpp"
#include "wire/boundary_generated.h"

namespace dvcs::codec {

// "Malformed request from Java: <what>."
base::Error bad(std::string what);

std::string text(const flatbuffers::String* value);

// Header injection and log forgery both need a control character.
bool is_odd(std::string_view value);

// Lower-case hexadecimal of 20 or 32 bytes.
base::Result<std::string> sha(const flatbuffers::Vector<std::uint8_t>* bytes, const char* of);

base::Result<std::optional<Moment>> moment(const wire::Moment* value);

// The verified root, with exactly one of its parts.
base::Result<const wire::Request*> root(std::span<const std::byte> request);

base::Result<Host> host(wire::Host value);
base::Result<Repository> repository(const wire::Repository* value);

// About webhooks.
base::Result<Job> ensure_hooks_job(const wire::EnsureHooks& wire);
base::Result<Job> remove_hooks_job(const wire::RemoveHooks& wire);

// About tokens.
base::Result<Job> obtain_token_job(const wire::ObtainToken& wire);
base::Result<Job> revoke_token_job(const wire::RevokeToken& wire);
base::Result<Job> look_at_token_job(const wire::LookAtToken& wire);

}  // namespace dvcs::codec
