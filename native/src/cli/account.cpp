#include "cli/account.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

#include "cli/output.hpp"
#include "cli/proxies.hpp"

namespace dvcs::cli {
namespace {

base::Error bad(std::string message) {
  return {base::Code::kBadArgument, std::move(message)};
}

// Only for a person who looks: a script's standard error holds errors.
void warn_if_others_can_read(const std::string& path) {
  struct stat about{};
  if (isatty(STDERR_FILENO) == 0 || ::stat(path.c_str(), &about) != 0) return;
  if ((about.st_mode & S_IROTH) != 0) complain("warning: every user can read " + path + "; chmod 600 helps.");
}

}  // namespace

base::Result<std::string> read_token(const std::string& path) {
  constexpr std::size_t kLongest = 16u << 10;  // OAuth tokens with claims reach some KiB
  std::ifstream file(path, std::ios::binary);
  std::string text(kLongest + 1, '\0');
  if (file) file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.eof() || file.bad()) {
    if (file)
      return bad("The token file " + path +
                 " holds more than 16 KiB; it should hold a token and nothing else.");
    return bad("The token file " + path + " cannot be read: " + std::generic_category().message(errno) + ".");
  }
  text.resize(static_cast<std::size_t>(file.gcount()));
  auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  text.erase(text.begin(), std::find_if_not(text.begin(), text.end(), blank));
  text.erase(std::find_if_not(text.rbegin(), text.rend(), blank).base(), text.end());
  if (text.empty()) return bad("The token file " + path + " is empty.");
  auto printable = [](char c) { return c > ' ' && c < 0x7f; };
  if (!std::all_of(text.begin(), text.end(), printable))
    return bad("The token file " + path +
               " holds more than one word; it should hold a token and nothing else.");
  warn_if_others_can_read(path);
  return text;
}

base::Result<std::unique_ptr<Forge>> open_account(const ForgeArguments& arguments, KeyGrammar grammar) {
  auto token = read_token(arguments.token_file);
  if (!token) return token.error();
  SessionOptions options;
  options.host = arguments.host;
  options.url = arguments.url;
  options.token = std::move(*token);
  options.grammar = grammar;
  options.retry_seconds = arguments.retry_seconds;
  auto proxies = proxies_of(arguments, environment_variable);
  if (!proxies) return proxies.error();
  net::ClientOptions network;
  network.ca_file = arguments.ca_file;
  network.proxies = std::move(*proxies);
  return Forge::open(std::move(options), std::move(network));
}

}  // namespace dvcs::cli
