// A program of a Debian package as part of a test: a real proxy.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace dvcs::test {

class Tool {
 public:
  // Runs it until its output (standard output and error) holds `ready`. Throws in words when it is not
  // installed, ends, or is not ready within 30 s.
  Tool(const std::vector<std::string>& command, const std::string& ready);
  ~Tool();  // ends it and waits for its end
  Tool(const Tool&) = delete;
  Tool& operator=(const Tool&) = delete;

 private:
  void wait_for(const std::string& ready, const std::string& name);
  void end();

  int process_ = -1;
  int output_ = -1;
};

// A port of 127.0.0.1 that nobody listened on a moment ago.
std::uint16_t free_port();

// A new file of this content; the caller removes it.
std::string write_file(const std::string& name, const std::string& content);

}  // namespace dvcs::test
