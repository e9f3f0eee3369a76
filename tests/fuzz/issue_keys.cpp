// Keys of any bytes: each is found once, stands in the text and is found again in itself.
#include "text/issue_keys.hpp"

#include <set>

#include "target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using dvcs::fuzz::require;
  const std::string_view message = dvcs::fuzz::text(data, size);
  for (const bool lower_case : {false, true}) {
    for (const bool underscore : {false, true}) {
      const dvcs::KeyGrammar grammar{lower_case, underscore};
      std::vector<std::string> keys;
      dvcs::text::find_keys(message, grammar, keys);
      require(std::set<std::string>(keys.begin(), keys.end()).size() == keys.size());
      for (const std::string& key : keys) {
        if (!lower_case) require(message.find(key) != std::string_view::npos);
        std::vector<std::string> again;
        dvcs::text::find_keys(key, grammar, again);
        require(again == std::vector<std::string>{key});
      }
    }
  }
  return 0;
}
