// dvcs.bridge.Natives, registered at load. The contract is native/doc/boundary.md.
#include <jni.h>
#include <string.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <iterator>
#include <string>
#include <vector>

#include "base/live_objects.hpp"
#include "jni/core.hpp"
#include "jni/describe.hpp"
#include "jni/entry.hpp"
#include "jni/smart_commit.hpp"
#include "jni/verify_hook.hpp"
#include "net/client.hpp"

namespace dvcs::jni {
namespace {

// Weak: a strong reference to a class of the plugin would keep the plugin's class loader alive for ever.
jweak failure_class = nullptr;
jmethodID failure_new = nullptr;

net::ProxySettings proxies_of(const codec::StartCore& options) {
  net::ProxySettings settings;
  for (const codec::ProxyServer& server : options.proxies) {
    auto& proxy = server.for_https ? settings.for_https : settings.for_http;
    proxy = net::Proxy{server.host, server.port, server.tls, server.user, server.password};
  }
  settings.direct_hosts = options.non_proxy_hosts;
  return settings;
}

base::Result<std::unique_ptr<http::Transport>> connect(const codec::StartCore& options) {
  net::ClientOptions client_options;
  client_options.trust_anchors_der = options.trust_anchors_der;
  if (!options.user_agent.empty()) client_options.user_agent = options.user_agent;
  client_options.proxies = proxies_of(options);
  auto client = net::Client::create(std::move(client_options));
  if (!client) return client.error();
  return std::unique_ptr<http::Transport>(std::move(*client));
}

// Never destroyed: a Java thread that is late may still call in while the process ends.
Core& core() {
  static Core& instance = *new Core(connect);
  return instance;
}

base::Error bad_argument(const char* message) {
  return {base::Code::kBadArgument, message};
}

std::vector<std::byte> bytes_of(JNIEnv* env, jbyteArray array) {
  if (!array) throw Failure(bad_argument("A byte array is null."));
  auto size = env->GetArrayLength(array);
  if (static_cast<std::size_t>(size) > codec::kRequestBytes)
    throw Failure(bad_argument("A request of more than 64 MiB is refused."));
  std::vector<std::byte> bytes(static_cast<std::size_t>(size));
  env->GetByteArrayRegion(array, 0, size, reinterpret_cast<jbyte*>(bytes.data()));
  return bytes;
}

// The same of what may hold a secret: overwritten when the call is over.
struct SecretBytes {
  explicit SecretBytes(std::vector<std::byte> from) : bytes(std::move(from)) {}
  ~SecretBytes() {
    if (!bytes.empty()) explicit_bzero(bytes.data(), bytes.size());
  }
  SecretBytes(const SecretBytes&) = delete;
  SecretBytes& operator=(const SecretBytes&) = delete;

  std::vector<std::byte> bytes;
};

// Null: OutOfMemoryError is pending.
template <class Bytes>
jbyteArray array_of(JNIEnv* env, const Bytes& bytes) {
  auto array = env->NewByteArray(static_cast<jsize>(bytes.size()));
  if (array) {
    env->SetByteArrayRegion(array, 0, static_cast<jsize>(bytes.size()),
                            reinterpret_cast<const jbyte*>(bytes.data()));
  }
  return array;
}

jbyteArray native_describe(JNIEnv* env, jclass) {
  return entry(env, jbyteArray{nullptr}, [&] { return array_of(env, describe()); });
}

jbyteArray native_smart_commit(JNIEnv* env, jclass, jbyteArray request) {
  return entry(env, jbyteArray{nullptr},
               [&] { return array_of(env, unwrap(smart_commit(bytes_of(env, request)))); });
}

jbyteArray native_verify_hook(JNIEnv* env, jclass, jbyteArray request) {
  return entry(env, jbyteArray{nullptr},
               [&] { return array_of(env, unwrap(verify_hook(bytes_of(env, request)))); });
}

void native_start(JNIEnv* env, jclass, jbyteArray request) {
  entry(env, [&] { unwrap(core().start(bytes_of(env, request))); });
}

jlong native_open(JNIEnv* env, jclass, jbyteArray request) {
  return entry(env, jlong{0}, [&]() -> jlong {
    const SecretBytes secret(bytes_of(env, request));
    return unwrap(core().open(secret.bytes));
  });
}

void native_submit(JNIEnv* env, jclass, jlong session, jbyteArray request) {
  entry(env, [&] {
    const SecretBytes secret(bytes_of(env, request));
    unwrap(core().submit(session, secret.bytes));
  });
}

jint native_poll(JNIEnv* env, jclass, jlong session, jobject buffer, jint capacity, jlong wait_millis) {
  return entry(env, jint{0}, [&]() -> jint {
    void* at = buffer ? env->GetDirectBufferAddress(buffer) : nullptr;
    if (!at || capacity < 0 || env->GetDirectBufferCapacity(buffer) < capacity)
      throw Failure(bad_argument("poll needs a direct buffer of at least the capacity that it names."));
    std::span target(static_cast<std::byte*>(at), static_cast<std::size_t>(capacity));
    // Thread.interrupt() does not reach a thread in native code: bound the wait.
    return unwrap(
        core().poll(session, target, std::chrono::milliseconds(std::clamp<jlong>(wait_millis, 0, 1000))));
  });
}

void native_acknowledge(JNIEnv* env, jclass, jlong session, jlong sequence) {
  entry(env, [&] { unwrap(core().acknowledge(session, static_cast<std::uint64_t>(sequence))); });
}

void native_cancel(JNIEnv* env, jclass, jlong session, jlong job) {
  entry(env, [&] { unwrap(core().cancel(session, static_cast<JobId>(job))); });
}

void native_credential(JNIEnv* env, jclass, jlong session, jbyteArray token) {
  entry(env, [&] {
    const SecretBytes secret(bytes_of(env, token));
    const auto* text = reinterpret_cast<const char*>(secret.bytes.data());
    unwrap(core().credential(session, std::string(text, secret.bytes.size())));
  });
}

void native_close(JNIEnv* env, jclass, jlong session) {
  entry(env, [&] { core().close(session); });
}

void native_shutdown(JNIEnv* env, jclass) {
  entry(env, [&] { unwrap(core().shutdown()); });
}

jint native_live_objects(JNIEnv*, jclass) {
  return base::LiveObject::count();
}

template <class Function>
JNINativeMethod row(const char* name, const char* signature, Function* function) {
  // jni.h of Java 17 wants non-const names; it does not write to them.
  return {const_cast<char*>(name), const_cast<char*>(signature), reinterpret_cast<void*>(function)};
}

bool register_natives(JNIEnv* env) {
  jclass failure = env->FindClass("dvcs/bridge/NativeFailure");  // by the loader of System.load's caller
  jclass natives = failure ? env->FindClass("dvcs/bridge/Natives") : nullptr;
  if (!natives) return false;  // the pending error reaches System.load's caller
  failure_class = env->NewWeakGlobalRef(failure);
  failure_new = env->GetMethodID(failure, "<init>", "(I[B)V");
  const JNINativeMethod table[] = {
      row("describe", "()[B", &native_describe),
      row("smartCommit", "([B)[B", &native_smart_commit),
      row("verifyHook", "([B)[B", &native_verify_hook),
      row("start", "([B)V", &native_start),
      row("open", "([B)J", &native_open),
      row("submit", "(J[B)V", &native_submit),
      row("poll", "(JLjava/nio/ByteBuffer;IJ)I", &native_poll),
      row("acknowledge", "(JJ)V", &native_acknowledge),
      row("cancel", "(JJ)V", &native_cancel),
      row("credential", "(J[B)V", &native_credential),
      row("close", "(J)V", &native_close),
      row("shutdown", "()V", &native_shutdown),
      row("liveObjects", "()I", &native_live_objects),
  };
  return failure_class && failure_new &&
         env->RegisterNatives(natives, table, static_cast<jint>(std::size(table))) == JNI_OK;
}

}  // namespace

void throw_failure(JNIEnv* env, base::Code code, std::string_view utf8) noexcept {
  if (env->ExceptionCheck()) return;
  auto type = static_cast<jclass>(env->NewLocalRef(failure_class));
  if (!type) return;  // its loader is gone: nobody is left to catch it
  auto size = static_cast<jsize>(utf8.size());
  jbyteArray text = env->NewByteArray(size);
  if (!text) return;  // OutOfMemoryError is pending
  env->SetByteArrayRegion(text, 0, size, reinterpret_cast<const jbyte*>(utf8.data()));
  auto failure = static_cast<jthrowable>(env->NewObject(type, failure_new, static_cast<jint>(code), text));
  if (failure) env->Throw(failure);
}

}  // namespace dvcs::jni

extern "C" JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM* vm, void*) {
  JNIEnv* env = nullptr;
  if (vm->GetEnv(reinterpret_cast<void**>(&env), JNI_VERSION_1_8) != JNI_OK) return JNI_ERR;
  return dvcs::jni::register_natives(env) ? JNI_VERSION_1_8 : JNI_ERR;
}

// Runs when the collector finds the class loader dead, some time after shutdown(): no place to stop threads.
extern "C" JNIEXPORT void JNICALL JNI_OnUnload(JavaVM* vm, void*) {
  JNIEnv* env = nullptr;
  if (vm->GetEnv(reinterpret_cast<void**>(&env), JNI_VERSION_1_8) != JNI_OK) return;
  if (dvcs::jni::failure_class) env->DeleteWeakGlobalRef(dvcs::jni::failure_class);
}
