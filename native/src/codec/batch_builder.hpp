// Writes the rows of one job into one Batch of native/schema/boundary.fbs. Used by one thread at a time.
// Texts are cut at row_bytes.hpp's limits; ids become bytes. The caller closes a batch before it grows too
// large.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dvcs/session.hpp"
#include "wire/boundary_generated.h"

namespace dvcs::codec {

class BatchBuilder {
 public:
  BatchBuilder(JobId job, std::int64_t repository_id) : job_(job), repository_id_(repository_id) {}

  void add(const Repository& row);
  void add(const Branch& row);
  void add(const Commit& row);
  void add(const MergeRequest& row);
  void add(const Deleted& row);
  void add(const Skipped& row);
  void add(const Log& row);
  void add(const CommitChanges& row);
  void add(const MergeRequestReview& row);
  void add(const Finding& row);
  void add(const AuthorVerification& row);
  void add(const HookStanding& row);
  void add(const TokenAnswer& row);
  void add(const TokenStanding& row);
  void set(Progress newest) { progress_ = std::move(newest); }
  void set(Checkpoint reached) { cursor_ = std::move(reached.cursor); }
  void set(Finished end) { finished_ = std::move(end); }

  std::int64_t repository_id() const { return repository_id_; }
  std::size_t rows() const { return rows_; }
  std::size_t bytes() const { return wire_.GetSize(); }  // so far
  bool empty() const { return rows_ == 0 && !progress_ && !cursor_ && !finished_; }

  // The finished Batch. The builder is used up.
  flatbuffers::DetachedBuffer finish(std::uint64_t sequence) &&;

 private:
  using Text = flatbuffers::Offset<flatbuffers::String>;
  using Keys = flatbuffers::Offset<flatbuffers::Vector<Text>>;
  using Id = flatbuffers::Offset<flatbuffers::Vector<std::uint8_t>>;
  template <class T>
  using Rows = std::vector<flatbuffers::Offset<T>>;

  Text text(std::string_view value);
  Text shared_text(std::string_view value);  // for what repeats within a batch: names, addresses
  Keys keys(const std::vector<std::string>& values);
  Id id(std::string_view hex);
  flatbuffers::Offset<wire::Person> person(const Person& value);
  flatbuffers::Offset<wire::Branch> branch(const Branch& row);
  flatbuffers::Offset<flatbuffers::Vector<flatbuffers::Offset<wire::Reviewer>>> reviewers(
      const std::vector<Reviewer>& people);
  flatbuffers::Offset<wire::Finished> finished_table();
  template <class T>
  flatbuffers::Offset<flatbuffers::Vector<flatbuffers::Offset<T>>> vector(const Rows<T>& rows);

  const JobId job_;
  const std::int64_t repository_id_;
  flatbuffers::FlatBufferBuilder wire_{16u << 10};
  std::size_t rows_ = 0;
  Rows<wire::Repository> repositories_;
  Rows<wire::Branch> branches_;
  Rows<wire::Commit> commits_;
  Rows<wire::MergeRequest> merge_requests_;
  Rows<wire::Deleted> deleted_;
  Rows<wire::Skipped> skipped_;
  Rows<wire::Log> logs_;
  Rows<wire::CommitChanges> commit_changes_;
  Rows<wire::MergeRequestReview> reviews_;
  Rows<wire::Finding> findings_;
  Rows<wire::AuthorVerification> author_verifications_;
  Rows<wire::HookStanding> hooks_;
  Rows<wire::TokenAnswer> token_answers_;
  Rows<wire::TokenStanding> token_standings_;
  std::optional<Progress> progress_;
  std::optional<std::string> cursor_;
  std::optional<Finished> finished_;
};

}  // namespace dvcs::codec
