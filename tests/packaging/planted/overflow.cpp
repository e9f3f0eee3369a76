// Planted: adds beyond the largest int. UndefinedBehaviorSanitizer must say so.
#include <climits>
#include <cstdio>

int main(int arguments, char**) {
  volatile int largest = INT_MAX;
  std::printf("%d\n", largest + arguments);
}
