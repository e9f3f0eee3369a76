// The object ids that were printed for one repository: which are known, which are new since the last save.
//
// There may be millions, so they lie in the cursor file, 20 or 32 bytes each, in the order of printing. In
// memory is only what was not saved yet and, between the first question and rest(), an index of 8 bytes an
// id; a hit is believed after comparing with the file. One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/id_index.hpp"

namespace dvcs::cli {

// Where the saved ones are. They are numbered from 0; a row holds consecutive ones.
class IdRows {
 public:
  struct Row {
    std::uint32_t first = 0;
    std::string bytes;
  };
  virtual ~IdRows() = default;
  virtual void read_all(std::int64_t repository, const std::function<void(const Row&)>& visit) = 0;
  // The row that holds this number; empty: there is none.
  virtual Row read(std::int64_t repository, std::uint32_t number) = 0;
};

class PrintedIds {
 public:
  PrintedIds() = default;
  // `count` ids of `width` bytes are in `rows` (borrowed).
  PrintedIds(IdRows& rows, std::int64_t repository, std::uint32_t count, std::uint32_t width)
      : rows_(&rows), repository_(repository), width_(width), saved_(count) {}

  bool contains(std::string_view sha);
  // False: it was there.
  bool insert(std::string_view sha);
  // False: it was not there.
  bool erase(std::string_view sha);
  void clear();
  // No question is expected for a while.
  void rest() { index_.reset(); }
  // Including erased ones.
  std::uint32_t count() const { return saved_ + static_cast<std::uint32_t>(unsaved_count()); }
  std::uint32_t width() const { return width_; }
  bool mostly_erased() { return index().size() * 2 < count(); }

  // Which of the ids known so far come again: begin, note each that is met, then ask for the others.
  void begin_comparison() { met_.assign(count(), false); }
  void note(std::string_view sha);
  std::vector<std::string> not_met();

  // What the next save has to write, in this order.
  struct Unsaved {
    bool cleared = false;
    const std::string& bytes;  // appended after `first` ids
    std::uint32_t first;
    const std::vector<std::uint32_t>& erased;  // numbers; their bytes become zero
  };
  Unsaved unsaved() const { return {cleared_, unsaved_, saved_, erased_}; }
  // They are in `rows`: `count` of them, fewer than there were when erased ones were left out.
  void saved(IdRows& rows, std::int64_t repository, std::uint32_t count);

 private:
  std::size_t unsaved_count() const { return width_ == 0 ? 0 : unsaved_.size() / width_; }
  IdIndex& index();
  std::optional<std::uint32_t> find(std::string_view id);
  std::string_view at(std::uint32_t number);

  IdRows* rows_ = nullptr;
  std::int64_t repository_ = 0;
  std::uint32_t width_ = 0;  // 0: none yet
  std::uint32_t saved_ = 0;
  std::string unsaved_;
  std::vector<std::uint32_t> erased_;
  bool cleared_ = false;
  std::unique_ptr<IdIndex> index_;
  IdRows::Row row_;  // read last; ids come again in the order in which they came before
  std::vector<bool> met_;
};

}  // namespace dvcs::cli
