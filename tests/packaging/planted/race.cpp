// Planted: two threads count in one plain variable. ThreadSanitizer must say so, whatever the scheduling: the
// accesses are unordered even when they happen to run one after the other.
#include <cstdio>
#include <thread>

int main() {
  int count = 0;
  auto work = [&count] {
    for (int i = 0; i < 1000; ++i) ++count;
  };
  std::thread first(work);
  std::thread second(work);
  first.join();
  second.join();
  std::printf("%d\n", count);
}
