// A state and its cursor file, which can be read again as the next process would.
#pragma once

#include <memory>
#include <utility>

#include "cli/state_file.hpp"
#include "files.hpp"

namespace dvcs::cli::test {

class KeptState {
 public:
  KeptState() { open(); }

  ImportState state;

  std::string path() const { return folder_.file("cursor"); }
  base::Status save() { return file_->save(state); }
  // What was not saved is lost.
  void reopen() {
    state = {};
    file_.reset();
    open();
  }
  void save_and_reopen() {
    auto saved = save();
    EXPECT_TRUE(saved.ok()) << saved.error().message;
    reopen();
  }

 private:
  void open() {
    auto opened = StateFile::open(path());
    ASSERT_TRUE(opened.ok()) << opened.error().message;
    file_ = std::move(*opened);
    auto read = file_->read();
    ASSERT_TRUE(read.ok()) << read.error().message;
    if (*read) state = std::move(**read);
  }

  Folder folder_;
  std::unique_ptr<StateFile> file_;
};

}  // namespace dvcs::cli::test
