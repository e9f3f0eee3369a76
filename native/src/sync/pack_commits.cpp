#include "sync/pack_commits.hpp"

#include <array>
#include <cstring>

namespace dvcs::sync {
namespace {

using base::Result;
using base::Status;

constexpr std::size_t kBuffer = 256U << 10;
constexpr std::size_t kHeader = 2 * sizeof(std::uint32_t);  // number and length

}  // namespace

Status PackCommits::add(CommitGraph::Number number, std::string_view content) {
  const std::array<std::uint32_t, 2> header{number, static_cast<std::uint32_t>(content.size())};
  buffer_.append(reinterpret_cast<const char*>(header.data()), kHeader);
  buffer_.append(content);
  return buffer_.size() < kBuffer ? Status() : flush();
}

Status PackCommits::flush() {
  if (!spool_) {
    Result<git::Spool> opened = git::Spool::create(folder_, limit_);
    if (!opened.ok()) return opened.error();
    spool_.emplace(std::move(opened).value());
    window_.emplace(*spool_);
  }
  Status written = spool_->append(buffer_);
  buffer_.clear();
  return written;
}

// The file's bytes, and behind them the buffer's.
Result<std::string_view> PackCommits::bytes(std::uint64_t at, std::size_t count) {
  const std::uint64_t filed = spool_ ? spool_->size() : 0;
  if (at >= filed) return std::string_view(buffer_).substr(static_cast<std::size_t>(at - filed), count);
  return window_->at(at, count);
}

Result<std::optional<PackCommits::One>> PackCommits::next() {
  // Records never lie across the end of the file: it is written at the end of one.
  const Result<std::string_view> head = bytes(read_, kHeader);
  if (!head.ok()) return head.error();
  if (head->empty()) return std::optional<One>();
  std::array<std::uint32_t, 2> header{};
  std::memcpy(header.data(), head->data(), kHeader);
  const Result<std::string_view> content = bytes(read_ + kHeader, header[1]);
  if (!content.ok()) return content.error();
  read_ += kHeader + header[1];
  return std::optional<One>({header[0], content->substr(0, header[1])});
}

}  // namespace dvcs::sync
