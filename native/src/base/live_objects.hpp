// Counts what must be gone after a shutdown: sessions, engines, transports, threads. A class whose instances
// are to be counted holds a LiveObject as a member. Thread-safe.
#pragma once

namespace dvcs::base {

class LiveObject {
 public:
  LiveObject();
  LiveObject(const LiveObject&);
  LiveObject& operator=(const LiveObject&) = default;
  ~LiveObject();

  static int count();
};

}  // namespace dvcs::base
