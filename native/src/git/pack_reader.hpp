// Reads the commits out of a spooled pack, one after the other, in the pack's own order (upload-pack writes
// newest first), while the pack is still arriving. Memory: one window of the spool, one object, and a small
// cache of delta bases; never the pack.
//
// A pack is hostile input: sizes are checked before anything is reserved, deltas may only point back to
// objects that the pack already showed, chains and the work as a whole are bounded. An object's id is made
// from its content; that the pack is whole and as it was sent is known only at its end (kEnd).
// Source of the format: git's Documentation/gitformat-pack.txt. One thread at a time; the spool is borrowed.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/hex.hpp"
#include "base/status.hpp"
#include "git/spool.hpp"

namespace dvcs::git {

enum class ObjectFormat { kSha1, kSha256 };

// Bytes of an object id.
std::size_t id_size(ObjectFormat format);

enum class ObjectType { kCommit = 1, kTree = 2, kBlob = 3, kTag = 4 };

struct Object {
  ObjectType type = ObjectType::kCommit;
  std::string raw_id;   // id_size() bytes
  std::string content;  // inflated

  std::string id() const { return base::to_hex(raw_id); }
};

struct PackLimits {
  std::size_t object_bytes = 64u << 20;   // inflated size of one object, and of all deltas that lead to it
  std::size_t cache_bytes = 4u << 20;     // delta bases kept
  int delta_depth = 4096;                 // git itself writes at most 50, 4095 is its maximum
  std::uint64_t all_bytes = 64ull << 30;  // that the whole pack may come to, inflated
  std::uint64_t at_once_bytes =
      1ull << 30;  // inflated and rebuilt for one object: nothing else runs meanwhile
};

class PackReader {
 public:
  enum class Found {
    kObject,
    kNothingYet,  // more of the pack has to come first
    kEnd          // that was all, and the pack is what its checksum says
  };

  PackReader(const Spool& spool, ObjectFormat format, PackLimits limits = {});
  PackReader(PackReader&&) noexcept;
  PackReader& operator=(PackReader&&) noexcept;
  ~PackReader();

  // The spool has all of the pack now. Before, nothing is said to be missing in it.
  void arrived();
  // The next object of any type. An Error is final.
  base::Result<Found> next(Object& object);
  // As the pack says, which may be a lie; 0 before the first object.
  std::uint32_t objects() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace dvcs::git
