// What the payloads of all forges have in common. Readers take what decides first, so that a surprise in what
// merely explains does not cost the hint.
#pragma once

#include <string>
#include <string_view>

#include "dvcs/hooks.hpp"
#include "json/reading.hpp"
#include "webhook/delivery.hpp"

namespace dvcs::webhook {

// Each reads one forge's payload.
void read_gitlab(json::Fields& fields, HookEvent& event);
void read_gitea(std::string_view name, json::Fields& fields, HookEvent& event);
void read_github(std::string_view name, json::Fields& fields, HookEvent& event);
void read_bitbucket(std::string_view name, json::Fields& fields, HookEvent& event);

// An object id; empty for forty or sixty-four zeros (no such commit) and for anything else.
std::string object_id(std::string text);

// `before`, `after` and the `ref` named by that key.
void read_change(json::Fields& fields, HookEvent& event);
void add(HookEvent& event, RefChange change);

// "[REDACTED]" is what GitLab says of hidden addresses.
void read_email(json::Fields& fields, std::string_view key, std::string& email);

}  // namespace dvcs::webhook
