#include "jni/smart_commit.hpp"

#include <string>

#include "codec/request_reader.hpp"
#include "text/smart_commits.hpp"
#include "wire/boundary_generated.h"

namespace dvcs::jni {
namespace {

using flatbuffers::FlatBufferBuilder;
using flatbuffers::Offset;

wire::CommandKind kind(text::CommandKind value) {
  switch (value) {
    case text::CommandKind::kComment:
      return wire::CommandKind::Comment;
    case text::CommandKind::kTime:
      return wire::CommandKind::Time;
    case text::CommandKind::kTransition:
      return wire::CommandKind::Transition;
  }
  return wire::CommandKind::Unknown;
}

// In a FlatBuffer children come before their parent.
Offset<wire::SmartCommit> write(FlatBufferBuilder& to, const text::SmartCommit& commit) {
  std::vector<Offset<wire::IssueGroup>> issues;
  for (const auto& group : commit.issues) {
    issues.push_back(wire::CreateIssueGroup(to, to.CreateVectorOfStrings(group)));
  }
  std::vector<Offset<wire::SmartCommand>> commands;
  for (const auto& command : commit.commands) {
    const auto name = to.CreateString(command.name);
    const auto argument = to.CreateString(command.argument);
    const auto comment = to.CreateString(command.comment);
    const auto time = to.CreateString(command.time);
    commands.push_back(wire::CreateSmartCommand(to, kind(command.kind),
                                                static_cast<std::uint32_t>(command.issues), name, argument,
                                                comment, time, command.seconds));
  }
  const auto issue_vector = to.CreateVector(issues);
  const auto command_vector = to.CreateVector(commands);
  return wire::CreateSmartCommit(to, issue_vector, command_vector, to.CreateVectorOfStrings(commit.problems));
}

}  // namespace

base::Result<std::vector<std::byte>> smart_commit(std::span<const std::byte> request) {
  auto asked = codec::read_smart_commit(request);
  if (!asked) return asked.error();
  auto working = text::working_time(asked->hours_per_day, asked->days_per_week);
  if (!working) return working.error();
  FlatBufferBuilder to(4096);
  to.Finish(
      write(to, text::parse_smart_commit(asked->message, {asked->grammar, asked->all_lines, *working})));
  const auto* bytes = reinterpret_cast<const std::byte*>(to.GetBufferPointer());
  return std::vector<std::byte>(bytes, bytes + to.GetSize());
}

}  // namespace dvcs::jni
