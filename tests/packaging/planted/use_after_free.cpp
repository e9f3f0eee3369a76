// Planted: reads a freed object. AddressSanitizer must say so.
#include <cstdio>
#include <memory>

int main() {
  auto owner = std::make_unique<int>(1);
  const volatile int* borrowed = owner.get();
  owner.reset();
  std::printf("%d\n", *borrowed);
}
