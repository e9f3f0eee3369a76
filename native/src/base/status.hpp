// Errors as values. Every fallible function of the core returns Result<T>; exceptions are left to programming
// errors and memory exhaustion and are stopped at the JNI boundary (native/doc/errors.md).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace dvcs::base {

// What went wrong, coarse enough to act upon. The numbers cross the JNI boundary (dvcs.bridge.NativeFailure)
// and are never reused.
enum class Code {
  kInternal = 1,  // a fault of ours
  kOutOfMemory = 2,
  kBadArgument = 3,  // the caller's request makes no sense
  kClosed = 4,       // the handle or session is gone
  kCancelled = 5,
  kUnreachable = 10,  // name resolution, connection refused, connection lost
  kTls = 11,          // certificate or handshake
  kTimeout = 12,
  kProtocol = 13,      // not the protocol expected: HTML for JSON, broken HTTP
  kTooLarge = 14,      // an answer above a limit
  kProxy = 15,         // the proxy refuses, or is none
  kUnauthorized = 20,  // 401: stops the whole account
  kForbidden = 21,     // 403
  kNotFound = 22,      // 404
  kRateLimited = 23,   // 429 after all patience
  kServer = 24,        // 5xx after all retries
  kRejected = 25,      // any other 4xx
  kMalformed = 26,     // the right type of document, a wrong content
};

// How far an exchange with a server came before it failed. kNone: the error has nothing to do with that.
enum class Stage {
  kNone = 0,
  kResolve = 1,  // the host's name, or the proxy's
  kConnect = 2,  // TCP
  kProxy = 3,    // the proxy refused or could not be understood
  kTls = 4,
  kHttp = 5,  // connected: while sending the request or reading the answer
};

// Why a server's certificate was refused.
enum class CertificateFault { kNone, kUntrusted, kExpired, kNotYetValid, kWrongName };

// `message` is one sentence for an administrator: what failed, where, what to do. It never holds a secret.
struct Error {
  Code code = Code::kInternal;
  std::string message;
  Stage stage = Stage::kNone;
  CertificateFault certificate = CertificateFault::kNone;
};

// A value or an Error. Not thread-safe; moves like its content.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: implicit by design
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit by design

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const& { return std::get<1>(state_); }
  Error&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Error> state_;
};

// Success, or an Error: the Result of functions without a value.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Error error) : error_(std::move(error)) {}  // NOLINT: implicit by design

  bool ok() const { return !error_; }
  explicit operator bool() const { return ok(); }
  const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

}  // namespace dvcs::base
