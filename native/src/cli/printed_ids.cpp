#include "cli/printed_ids.hpp"

#include <algorithm>

#include "base/hex.hpp"

namespace dvcs::cli {
namespace {

bool is_erased(std::string_view id) {
  return std::all_of(id.begin(), id.end(), [](char byte) { return byte == 0; });
}

}  // namespace

IdIndex& PrintedIds::index() {
  if (index_) return *index_;
  index_ = std::make_unique<IdIndex>();
  auto add = [this](std::uint32_t first, std::string_view bytes) {
    for (std::uint32_t i = 0; (i + std::size_t{1}) * width_ <= bytes.size(); ++i) {
      auto id = bytes.substr(std::size_t{i} * width_, width_);
      if (!is_erased(id)) index_->insert(id, first + i);
    }
  };
  if (rows_ != nullptr && saved_ > 0 && !cleared_)
    rows_->read_all(repository_, [&](const IdRows::Row& row) { add(row.first, row.bytes); });
  add(saved_, unsaved_);
  for (auto number : erased_) index_->erase(at(number), number);
  return *index_;
}

std::string_view PrintedIds::at(std::uint32_t number) {
  std::size_t offset = 0;
  const std::string* bytes = &unsaved_;
  if (number >= saved_) {
    offset = std::size_t{number - saved_} * width_;
  } else {
    auto held = row_.bytes.size() / width_;
    if (number < row_.first || number >= row_.first + held) row_ = rows_->read(repository_, number);
    if (number < row_.first) return {};
    bytes = &row_.bytes;
    offset = std::size_t{number - row_.first} * width_;
  }
  return offset + width_ <= bytes->size() ? std::string_view(*bytes).substr(offset, width_)
                                          : std::string_view();
}

std::optional<std::uint32_t> PrintedIds::find(std::string_view id) {
  if (id.empty() || id.size() != width_) return std::nullopt;
  return index().find(id, [&](std::uint32_t number) { return at(number) == id; });
}

bool PrintedIds::contains(std::string_view sha) {
  return find(base::BinaryId(sha).view()).has_value();
}

bool PrintedIds::insert(std::string_view sha) {
  const base::BinaryId binary(sha);
  const auto id = binary.view();
  if (find(id)) return false;
  if (width_ == 0) width_ = static_cast<std::uint32_t>(id.size());
  if (id.empty() || id.size() != width_) return true;  // no repository has ids of two widths
  index().insert(id, count());
  unsaved_.append(id);
  return true;
}

bool PrintedIds::erase(std::string_view sha) {
  const base::BinaryId binary(sha);
  const auto id = binary.view();
  auto number = find(id);
  if (!number) return false;
  index().erase(id, *number);
  if (*number >= saved_) {
    std::fill_n(unsaved_.begin() + static_cast<std::ptrdiff_t>(std::size_t{*number - saved_} * width_),
                width_, '\0');
  } else {
    erased_.push_back(*number);
  }
  return true;
}

void PrintedIds::clear() {
  auto had_rows = cleared_ || saved_ > 0;
  *this = PrintedIds();
  cleared_ = had_rows;
}

void PrintedIds::note(std::string_view sha) {
  auto number = find(base::BinaryId(sha).view());
  if (number && *number < met_.size()) met_[*number] = true;
}

std::vector<std::string> PrintedIds::not_met() {
  std::vector<std::uint32_t> numbers;
  index().each([&](std::uint32_t number) {
    if (number < met_.size() && !met_[number]) numbers.push_back(number);
  });
  std::sort(numbers.begin(), numbers.end());  // rows are read once each
  std::vector<std::string> result;
  result.reserve(numbers.size());
  for (auto number : numbers) result.push_back(base::to_hex(at(number)));
  return result;
}

void PrintedIds::saved(IdRows& rows, std::int64_t repository, std::uint32_t count) {
  if (count != this->count()) {  // other numbers now
    index_.reset();
    met_.clear();
  }
  rows_ = &rows;
  repository_ = repository;
  saved_ = count;
  unsaved_.clear();
  erased_.clear();
  cleared_ = false;
  row_ = {};
}

}  // namespace dvcs::cli
