#include "jni/verify_hook.hpp"

#include <string_view>
#include <utility>

#include "base/hex.hpp"
#include "base/utf8.hpp"
#include "codec/request_reader.hpp"
#include "codec/wire_enums.hpp"
#include "webhook/decode.hpp"
#include "webhook/verify.hpp"

namespace dvcs::jni {
namespace {

using flatbuffers::FlatBufferBuilder;
using flatbuffers::Offset;

constexpr std::size_t kTextBytes = 4096;  // longer names are nobody's

Offset<flatbuffers::String> text(FlatBufferBuilder& to, std::string_view value) {
  const std::string_view cut = base::cut_utf8(value, kTextBytes);
  return to.CreateString(cut.data(), cut.size());
}

Offset<flatbuffers::Vector<std::uint8_t>> id(FlatBufferBuilder& to, std::string_view hex) {
  if (hex.empty()) return 0;
  const std::string bytes = base::from_hex(hex);
  return to.CreateVector(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

wire::HookOutcome outcome(const webhook::Decoded& decoded) {
  const bool lost = decoded.event.kind == HookKind::kOther && !decoded.problem.empty();
  return lost ? wire::HookOutcome::Unreadable : wire::HookOutcome::Accepted;
}

// In a FlatBuffer children come before their parent.
Offset<wire::HookEvent> write(FlatBufferBuilder& to, const webhook::Decoded& decoded, std::size_t secret,
                              const std::string& delivery) {
  const HookEvent& event = decoded.event;
  std::vector<Offset<wire::RefChange>> refs;
  for (const RefChange& change : event.refs) {
    const auto ref = text(to, change.ref);
    const auto before = id(to, change.before);
    const auto after = id(to, change.after);
    refs.push_back(wire::CreateRefChange(to, ref, before, after));
  }
  const auto why = text(to, decoded.problem);
  const auto number = text(to, delivery);
  const auto name = text(to, event.name);
  const auto action = text(to, event.action);
  const auto path = text(to, event.repository_path);
  const auto changes = to.CreateVector(refs);
  const auto user = text(to, event.user.username);
  const auto user_name = text(to, event.user.name);
  const auto user_email = text(to, event.user.email);
  return wire::CreateHookEvent(to, outcome(decoded), why, static_cast<std::uint32_t>(secret), number,
                               codec::kind(event.kind), name, action, event.repository_id, path, changes,
                               event.refs_complete, event.user.id, user, user_name, user_email, event.commits,
                               event.merge_request_iid);
}

Offset<wire::HookEvent> refused(FlatBufferBuilder& to, std::string_view reason) {
  const auto why = text(to, reason);
  wire::HookEventBuilder event(to);
  event.add_outcome(wire::HookOutcome::Refused);
  event.add_why(why);
  return event.Finish();
}

}  // namespace

base::Result<std::vector<std::byte>> verify_hook(std::span<const std::byte> request) {
  auto asked = codec::read_verify_hook(request);
  if (!asked) return asked.error();
  const webhook::Delivery delivery{asked->forge, std::move(asked->headers), std::move(asked->body)};
  const webhook::Verdict verdict =
      webhook::verify(delivery, asked->secrets, asked->now, std::chrono::seconds(asked->window_seconds));
  FlatBufferBuilder to(1024);
  if (verdict.accepted()) {
    to.Finish(write(to, webhook::decode(delivery), *verdict.secret, webhook::delivery_id(delivery)));
  } else {
    to.Finish(refused(to, verdict.why));
  }
  const auto* bytes = reinterpret_cast<const std::byte*>(to.GetBufferPointer());
  return std::vector<std::byte>(bytes, bytes + to.GetSize());
}

}  // namespace dvcs::jni
