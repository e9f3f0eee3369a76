// Reads the commits out of a spooled pack, one after the other, in the pack's own order (upload-pack writes
// newest first). Memory: one window of the spool, one object, and a small cache of delta bases; never the
// pack.
//
// A pack is hostile input: sizes are checked before anything is reserved, deltas may only point back to
// objects that the pack already showed, chains are bounded, and the trailer is verified before the first
// object is handed out. Source of the format: git's Documentation/gitformat-pack.txt. One thread at a time;
// the spool is borrowed.
#pragma once

#include <cstdint>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/status.hpp"
#include "git/spool.hpp"

namespace dvcs::git {

enum class ObjectFormat { kSha1, kSha256 };

// Bytes of an object id.
std::size_t id_size(ObjectFormat format);

enum class ObjectType { kCommit = 1, kTree = 2, kBlob = 3, kTag = 4 };

struct Object {
  ObjectType type = ObjectType::kCommit;
  std::string id;       // lower-case hex
  std::string content;  // inflated
};

struct PackLimits {
  std::size_t object_bytes = 64u << 20;  // inflated size of one object
  std::size_t cache_bytes = 4u << 20;    // delta bases kept
  int delta_depth = 4096;                // git itself writes at most 50, 4095 is its maximum
};

class PackReader {
 public:
  // Checks signature, version, count and the trailing hash over the whole spool.
  static base::Result<PackReader> open(const Spool& spool, ObjectFormat format, PackLimits limits = {});
  PackReader(PackReader&&) noexcept;
  PackReader& operator=(PackReader&&) noexcept;
  ~PackReader();

  std::uint32_t objects() const;
  // The next object of any type; false at the end. An Error is final.
  base::Result<bool> next(Object& object);

 private:
  struct State;
  explicit PackReader(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace dvcs::git
