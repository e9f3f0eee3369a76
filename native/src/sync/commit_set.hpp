// A set of commit ids at 20 or 32 bytes each plus the free slots of the table: a million commits in about 40
// MB.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dvcs::sync {

class CommitSet {
 public:
  // `sha` is 40 or 64 hexadecimal digits. True: it was not in the set before. Anything else is no member and
  // never will be.
  bool insert(std::string_view sha);
  bool contains(std::string_view sha) const;
  std::size_t size() const { return sha1_.used + sha256_.used; }

 private:
  // Open addressing; an id of zeros, which no commit has, marks a free slot.
  struct Table {
    explicit Table(std::size_t id_bytes) : width(id_bytes) {}
    std::size_t width;
    std::size_t used = 0;
    std::size_t slots = 0;
    std::vector<char> ids;

    std::size_t slot_of(std::string_view id) const;  // where it is, or the free slot where it belongs
    bool is_free(std::size_t slot) const;
    void grow();
  };

  const Table* table_for(std::size_t width) const;

  Table sha1_{20};
  Table sha256_{32};
};

}  // namespace dvcs::sync
