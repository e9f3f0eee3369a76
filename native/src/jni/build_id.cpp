#include "jni/build_id.hpp"

#include <elf.h>
#include <link.h>

#include <cstdint>
#include <cstring>

#include "base/hex.hpp"

namespace dvcs::jni {
namespace {

struct Search {
  std::uintptr_t address;  // inside the image that is looked for
  std::string found;
};

// Notes: header, name and content, each padded to 4 bytes (elf.h, NT_GNU_BUILD_ID).
std::string build_id_of(const unsigned char* note, std::size_t size) {
  auto padded = [](std::size_t n) { return (n + 3) & ~std::size_t{3}; };
  while (size >= sizeof(ElfW(Nhdr))) {
    ElfW(Nhdr) header;
    std::memcpy(&header, note, sizeof header);
    auto whole = sizeof header + padded(header.n_namesz) + padded(header.n_descsz);
    if (whole > size) break;
    const auto* name = note + sizeof header;
    if (header.n_type == NT_GNU_BUILD_ID && header.n_namesz == 4 && std::memcmp(name, "GNU", 4) == 0)
      return base::to_hex({reinterpret_cast<const char*>(name + padded(header.n_namesz)), header.n_descsz});
    note += whole;
    size -= whole;
  }
  return {};
}

int visit(dl_phdr_info* image, std::size_t, void* data) {
  auto& search = *static_cast<Search*>(data);
  bool ours = false;
  for (int i = 0; i < image->dlpi_phnum; ++i) {
    const auto& part = image->dlpi_phdr[i];
    auto start = image->dlpi_addr + part.p_vaddr;
    ours |= part.p_type == PT_LOAD && search.address >= start && search.address < start + part.p_memsz;
  }
  if (!ours) return 0;
  for (int i = 0; i < image->dlpi_phnum && search.found.empty(); ++i) {
    const auto& part = image->dlpi_phdr[i];
    if (part.p_type == PT_NOTE)
      search.found =
          build_id_of(reinterpret_cast<const unsigned char*>(image->dlpi_addr + part.p_vaddr),  // NOLINT
                      part.p_memsz);
  }
  return 1;
}

}  // namespace

std::string build_id() {
  Search search{reinterpret_cast<std::uintptr_t>(&visit), {}};
  dl_iterate_phdr(visit, &search);
  return search.found;
}

}  // namespace dvcs::jni
