// Reading batches and writing requests as the Java side does.
#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "codec/batch_sink.hpp"
#include "wire/boundary_generated.h"

namespace dvcs::codec::test {

inline std::string hex(char digit, std::size_t digits = 40) {
  return std::string(digits, digit);
}

inline std::string str(const flatbuffers::String* value) {
  return value ? value->str() : "(absent)";
}

inline std::string bytes_hex(const flatbuffers::Vector<std::uint8_t>* bytes) {
  std::string text;
  if (bytes) {
    for (auto byte : *bytes) {
      text += "0123456789abcdef"[byte >> 4];
      text += "0123456789abcdef"[byte & 15];
    }
  }
  return text;
}

// A batch as Java holds it: bytes in a buffer of its own.
class Received {
 public:
  explicit Received(std::span<const std::byte> bytes) : bytes_(bytes.begin(), bytes.end()) {
    flatbuffers::Verifier verifier(data(), bytes_.size(), 64, 100'000'000);
    EXPECT_TRUE(wire::VerifyBatchBuffer(verifier));
  }
  const wire::Batch* operator->() const { return wire::GetBatch(data()); }
  std::size_t size() const { return bytes_.size(); }

 private:
  const std::uint8_t* data() const { return reinterpret_cast<const std::uint8_t*>(bytes_.data()); }
  std::vector<std::byte> bytes_;
};

inline Received received(const flatbuffers::DetachedBuffer& bytes) {
  return Received(std::as_bytes(std::span(bytes.data(), bytes.size())));
}

// Polls what is there now, acknowledging each batch.
inline std::vector<Received> drain(BatchSink& sink) {
  std::vector<Received> batches;
  std::vector<std::byte> buffer(16u << 20);
  for (;;) {
    auto size = sink.poll(buffer, std::chrono::milliseconds(0));
    if (!size || *size <= 0) return batches;
    batches.emplace_back(std::span(buffer).first(static_cast<std::size_t>(*size)));
    EXPECT_TRUE(sink.acknowledge(batches.back()->sequence()).ok());
  }
}

inline Commit commit(char digit, std::string message = "KEY-1 work") {
  Commit row;
  row.sha = hex(digit);
  row.parents = {hex('0')};
  row.author = {"Ada", "ada@example.com"};
  row.committer = {"Bob", "bob@example.com"};
  row.authored = {1632131422, 120};
  row.committed = {1632131423, -300};
  row.message = std::move(message);
  row.web_url = "https://forge.example/c";
  row.keys = {"KEY-1"};
  return row;
}

}  // namespace dvcs::codec::test
