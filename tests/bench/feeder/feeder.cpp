// A library in the place of the plugin's own, for one measurement: the boundary without a network. A
// session's engine is replaced by a thread that puts the same commits again and again; batches, poll and
// acknowledge are the product's (codec::BatchSink). Beside it the usual way, one call and one object a row.
//
// One session at a time; the row count is the session's URL field, read with the product's own reader.
#include <jni.h>

#include <chrono>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "codec/batch_sink.hpp"
#include "codec/request_reader.hpp"
#include "micro/commits.hpp"

namespace dvcs::bench {
namespace {

class Feed {
 public:
  explicit Feed(std::size_t rows) : thread_([this, rows] { put(rows); }) {}
  ~Feed() {
    sink.close();
    thread_.join();
  }
  Feed(const Feed&) = delete;
  Feed& operator=(const Feed&) = delete;

  codec::BatchSink sink{[] {}};

 private:
  // The bounded queue's own rule: an engine asks before it goes on.
  void put(std::size_t rows) {
    const auto some = commits(500);
    for (std::size_t i = 0; i < rows; ++i) {
      while (sink.full()) std::this_thread::yield();
      sink.put(1, 1, some[i % some.size()]);
    }
    sink.put(1, 1, Finished{});
  }

  std::thread thread_;
};

std::unique_ptr<Feed> feed;                           // NOLINT: one session at a time
const std::vector<Commit> one_by_one = commits(500);  // NOLINT
std::size_t next_row = 0;                             // NOLINT
jclass row_class = nullptr;                           // NOLINT: lives as long as the process
jmethodID row_new = nullptr;                          // NOLINT

jbyteArray describe(JNIEnv* env, jclass) {
  return env->NewByteArray(0);
}
void start(JNIEnv*, jclass, jbyteArray) {}
void submit(JNIEnv*, jclass, jlong, jbyteArray) {}
void cancel(JNIEnv*, jclass, jlong, jlong) {}
void credential(JNIEnv*, jclass, jlong, jbyteArray) {}
void shut_down(JNIEnv*, jclass) {}
jint live_objects(JNIEnv*, jclass) {
  return 0;
}

jlong open(JNIEnv* env, jclass, jbyteArray request) {
  std::vector<std::byte> bytes(static_cast<std::size_t>(env->GetArrayLength(request)));
  env->GetByteArrayRegion(request, 0, static_cast<jsize>(bytes.size()),
                          reinterpret_cast<jbyte*>(bytes.data()));
  auto options = codec::read_open(bytes);
  if (!options) {
    env->FatalError(options.error().message.c_str());
    return 0;
  }
  feed = std::make_unique<Feed>(std::strtoull(options->token.c_str(), nullptr, 10));
  return 1;
}

jint poll(JNIEnv* env, jclass, jlong, jobject buffer, jint capacity, jlong wait) {
  std::span target(static_cast<std::byte*>(env->GetDirectBufferAddress(buffer)),
                   static_cast<std::size_t>(capacity));
  auto size = feed->sink.poll(target, std::chrono::milliseconds(wait));
  return size ? *size : 0;
}

void acknowledge(JNIEnv* env, jclass, jlong, jlong sequence) {
  if (!feed->sink.acknowledge(static_cast<std::uint64_t>(sequence))) env->FatalError("acknowledged twice");
}

void close(JNIEnv*, jclass, jlong) {
  feed->sink.close();
}

jobject next_object(JNIEnv* env, jclass) {
  const Commit& row = one_by_one[next_row++ % one_by_one.size()];
  jobject values[] = {env->NewStringUTF(row.sha.c_str()), env->NewStringUTF(row.author.name.c_str()),
                      env->NewStringUTF(row.author.email.c_str()), env->NewStringUTF(row.message.c_str()),
                      env->NewStringUTF(row.web_url.c_str())};
  return env->NewObject(row_class, row_new, values[0], values[1], values[2],
                        static_cast<jlong>(row.authored.seconds), values[3], values[4]);
}

template <class Function>
JNINativeMethod entry(const char* name, const char* signature, Function* function) {
  return {const_cast<char*>(name), const_cast<char*>(signature), reinterpret_cast<void*>(function)};
}

bool register_all(JNIEnv* env) {
  const JNINativeMethod boundary[] = {
      entry("describe", "()[B", &describe),
      entry("start", "([B)V", &start),
      entry("open", "([B)J", &open),
      entry("submit", "(J[B)V", &submit),
      entry("acknowledge", "(JJ)V", &acknowledge),
      entry("poll", "(JLjava/nio/ByteBuffer;IJ)I", &poll),
      entry("cancel", "(JJ)V", &cancel),
      entry("credential", "(J[B)V", &credential),
      entry("close", "(J)V", &close),
      entry("shutdown", "()V", &shut_down),
      entry("liveObjects", "()I", &live_objects),
  };
  const JNINativeMethod per_row[] = {entry("next", "()Ldvcs/bench/RowByRow$Row;", &next_object)};
  jclass natives = env->FindClass("dvcs/bridge/Natives");
  jclass rows = natives ? env->FindClass("dvcs/bench/RowByRow") : nullptr;
  jclass row = rows ? env->FindClass("dvcs/bench/RowByRow$Row") : nullptr;
  if (!row) return false;
  row_class = static_cast<jclass>(env->NewGlobalRef(row));
  row_new = env->GetMethodID(
      row, "<init>",
      "(Ljava/lang/String;Ljava/lang/String;Ljava/lang/String;JLjava/lang/String;Ljava/lang/String;)V");
  return row_new &&
         env->RegisterNatives(natives, boundary, static_cast<jint>(std::size(boundary))) == JNI_OK &&
         env->RegisterNatives(rows, per_row, 1) == JNI_OK;
}

}  // namespace
}  // namespace dvcs::bench

extern "C" JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM* vm, void*) {
  JNIEnv* env = nullptr;
  if (vm->GetEnv(reinterpret_cast<void**>(&env), JNI_VERSION_1_8) != JNI_OK) return JNI_ERR;
  return dvcs::bench::register_all(env) ? JNI_VERSION_1_8 : JNI_ERR;
}
