// The core's names for states and kinds as the boundary numbers them.
#pragma once

#include "dvcs/session.hpp"
#include "wire/boundary_generated.h"

namespace dvcs::codec {

wire::MergeRequestState state(MergeRequestState value);
wire::DeletedKind kind(DeletedKind value);
wire::LogLevel level(LogLevel value);
wire::ReviewState state(ReviewState value);
wire::ChangeKind kind(ChangeKind value);
wire::Outcome outcome(Outcome value);
wire::Source source(Source value);
wire::HookKind kind(HookKind value);
wire::HookState state(HookState value);
wire::HookChange change(HookChange value);
wire::TokenResult result(TokenResult value);
wire::TokenState state(TokenState value);

}  // namespace dvcs::codec
