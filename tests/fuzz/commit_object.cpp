// A commit object of any bytes: refused, or values that are valid UTF-8 with ids that are ids.
#include "git/commit_object.hpp"

#include <string>

#include "base/hex.hpp"
#include "base/utf8.hpp"
#include "target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using dvcs::fuzz::require;
  const auto commit = dvcs::git::parse_commit(std::string(40, 'a'), dvcs::fuzz::text(data, size));
  if (!commit.ok()) {
    require(!commit.error().message.empty());
    return 0;
  }
  for (const std::string* text : {&commit->message, &commit->author.name, &commit->author.email,
                                  &commit->committer.name, &commit->committer.email}) {
    require(dvcs::base::repair_utf8(*text) == *text);
  }
  for (const std::string& parent : commit->parents) require(dvcs::base::is_object_id(parent));
  return 0;
}
