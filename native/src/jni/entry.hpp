// The wrapper around every native body: nothing C++ may escape into the JVM, where it would end the process.
#pragma once

#include <jni.h>

#include <exception>
#include <new>
#include <string_view>
#include <utility>

#include "base/status.hpp"

namespace dvcs::jni {

// A base::Error on its way to Java. Made without any JNI call, so it may be thrown anywhere in a native body.
class Failure final : public std::exception {
 public:
  explicit Failure(base::Error error) : error_(std::move(error)) {}
  base::Code code() const { return error_.code; }
  const char* what() const noexcept override { return error_.message.c_str(); }

 private:
  base::Error error_;
};

template <class T>
T unwrap(base::Result<T> result) {
  if (!result) throw Failure(result.error());
  return std::move(*result);
}

inline void unwrap(const base::Status& status) {
  if (!status) throw Failure(status.error());
}

// Throws a dvcs.bridge.NativeFailure, unless a Java exception is pending already: that one is the cause.
void throw_failure(JNIEnv* env, base::Code code, std::string_view utf8) noexcept;

template <class R, class Body>
R entry(JNIEnv* env, R fallback, Body&& body) noexcept {
  try {
    return std::forward<Body>(body)();
  } catch (const Failure& failure) {
    throw_failure(env, failure.code(), failure.what());
  } catch (const std::bad_alloc&) {
    throw_failure(env, base::Code::kOutOfMemory, "The native core ran out of memory.");
  } catch (const std::exception& fault) {
    throw_failure(env, base::Code::kInternal, fault.what());
  } catch (...) {
    throw_failure(env, base::Code::kInternal, "Unknown fault in the native core.");
  }
  return fallback;
}

template <class Body>
void entry(JNIEnv* env, Body&& body) noexcept {
  entry(env, 0, [&] {
    std::forward<Body>(body)();
    return 0;
  });
}

}  // namespace dvcs::jni
