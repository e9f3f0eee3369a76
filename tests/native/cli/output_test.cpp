#include "cli/output.hpp"

#include <fcntl.h>

#include <csignal>

#include "files.hpp"

namespace dvcs::cli {
namespace {

TEST(Output, WritesLinesInOrder) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  Output output(ends[1]);
  output.line("one");
  output.line("");
  output.line("three");
  EXPECT_TRUE(output.flush());
  ::close(ends[1]);
  std::string text(100, '\0');
  text.resize(static_cast<std::size_t>(::read(ends[0], text.data(), text.size())));
  EXPECT_EQ(text, "one\n\nthree\n");
  EXPECT_EQ(output.lines(), 3u);
  ::close(ends[0]);
}

TEST(Output, AReaderThatWentAwayBreaksItForGood) {
  std::signal(SIGPIPE, SIG_IGN);
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  ::close(ends[0]);
  Output output(ends[1]);
  output.line("nobody reads this");
  EXPECT_FALSE(output.flush());
  EXPECT_TRUE(output.broken());
  output.line("nor this");
  EXPECT_FALSE(output.flush());
  EXPECT_EQ(output.lines(), 1u);
  testing::internal::CaptureStderr();
  Output again(ends[1]);
  again.line("nobody");
  EXPECT_FALSE(again.flush());
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  ::close(ends[1]);
}

TEST(Output, AFullDiskIsNamedOnce) {
  const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
  ASSERT_GE(full, 0);
  Output output(full);
  output.line("no room");
  testing::internal::CaptureStderr();
  EXPECT_FALSE(output.flush());
  EXPECT_FALSE(output.flush());
  EXPECT_EQ(testing::internal::GetCapturedStderr(),
            "dvcsctl: The output cannot be written: No space left on device.\n");
  ::close(full);
}

TEST(Output, FlushesByItselfWhenMuchIsWaiting) {
  test::Folder folder;
  auto path = folder.file("out", "");
  std::FILE* file = std::fopen(path.c_str(), "w");
  Output output(fileno(file));
  for (int i = 0; i < 400; ++i) output.line(std::string(1023, 'x'));
  EXPECT_GE(std::filesystem::file_size(path), 256u << 10);
  EXPECT_TRUE(output.flush());
  EXPECT_EQ(std::filesystem::file_size(path), 400u << 10);
  std::fclose(file);
}

}  // namespace
}  // namespace dvcs::cli
