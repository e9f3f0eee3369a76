// A cursor file in the making: it is made beside the old one and renamed when it is whole, so a file of that
// name never is anything else. Of two runs that begin at the same time one makes it; the other is told. The
// lock goes with a killed process, and what that left is made anew.
#pragma once

#include <string>

#include "base/status.hpp"

namespace dvcs::cli {

class NewStateFile {
 public:
  explicit NewStateFile(const std::string& path);  // of the cursor file
  ~NewStateFile();
  NewStateFile(const NewStateFile&) = delete;
  NewStateFile& operator=(const NewStateFile&) = delete;

  const std::string& name() const { return name_; }
  // An empty file of that name, and nobody else's.
  base::Status begin();
  // It takes the place of the old one, durably.
  base::Status rename();

 private:
  bool is_still_there() const;
  bool is_made_by_another() const;

  const std::string path_;
  const std::string name_;
  int descriptor_ = -1;
};

}  // namespace dvcs::cli
