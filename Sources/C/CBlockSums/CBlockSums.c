#include "CBlockSums.h"

#include <stdbool.h>
#include <string.h>

// The same code compiled several times; the loader picks what the processor can run.
#if defined(__x86_64__) && defined(__linux__)
#define FOR_SEVERAL_PROCESSORS __attribute__((target_clones("avx2", "default")))
#else
#define FOR_SEVERAL_PROCESSORS
#endif

typedef uint8_t CBlockImpacts __attribute__((ext_vector_type(16)));
typedef uint16_t CBlockSums __attribute__((ext_vector_type(16)));
typedef uint32_t CBlockProducts __attribute__((ext_vector_type(16)));
typedef bool CBlockFlags __attribute__((ext_vector_type(16)));

static inline __attribute__((always_inline)) void add_sixteen(
    uint16_t *sums, const uint8_t *impacts, uint16_t factor) {
  CBlockImpacts narrow;
  CBlockSums sum;
  memcpy(&narrow, impacts, sizeof narrow);
  memcpy(&sum, sums, sizeof sum);
  CBlockSums wide = __builtin_convertvector(narrow, CBlockSums) * 257;
  CBlockProducts products = __builtin_convertvector(wide, CBlockProducts) * factor >> 16;
  // A comparison that holds is all ones, which is one less than nothing.
  sum += __builtin_convertvector(products, CBlockSums) - (CBlockSums)(wide != 0);
  memcpy(sums, &sum, sizeof sum);
}

FOR_SEVERAL_PROCESSORS
void cblocksums_add(uint16_t *sums, const uint8_t *impacts, uint16_t factor) {
  for (int start = 0; start < CBLOCKSUMS_DOCUMENTS; start += 16) add_sixteen(sums + start, impacts + start, factor);
}

FOR_SEVERAL_PROCESSORS
void cblocksums_add_some(uint16_t *sums, const uint8_t *impacts, size_t count, uint16_t factor) {
  size_t start = 0;
  for (; start + 16 <= count; start += 16) add_sixteen(sums + start, impacts + start, factor);
  for (; start < count; start++) sums[start] += cblocksums_summand(impacts[start], factor);
}

FOR_SEVERAL_PROCESSORS
uint64_t cblocksums_reaching(const uint16_t *sums, uint16_t least) {
  uint64_t result = 0;
  for (int start = 0; start < 64; start += 16) {
    CBlockSums sum;
    memcpy(&sum, sums + start, sizeof sum);
    CBlockFlags flags = __builtin_convertvector((CBlockSums)(sum >= least), CBlockFlags);
    uint16_t bits;
    memcpy(&bits, &flags, sizeof bits);
    result |= (uint64_t)bits << start;
  }
  return result;
}

FOR_SEVERAL_PROCESSORS
size_t cblocksums_count(const uint64_t *words, size_t count) {
  size_t found = 0;
  for (size_t word = 0; word < count; word++) found += (size_t)__builtin_popcountll(words[word]);
  return found;
}

// So many words are combined before they are counted, which stay in the nearest cache.
enum { TILE = 64 };

FOR_SEVERAL_PROCESSORS
size_t cblocksums_count_all(const uint64_t *const *sets, size_t set_count, size_t count) {
  size_t found = 0;
  for (size_t start = 0; start < count; start += TILE) {
    size_t words = count - start < TILE ? count - start : TILE;
    uint64_t tile[TILE];
    memset(tile, 0xFF, sizeof tile);
    for (size_t set = 0; set < set_count; set++) {
      for (size_t word = 0; word < words; word++) tile[word] &= sets[set][start + word];
    }
    for (size_t word = 0; word < words; word++) found += (size_t)__builtin_popcountll(tile[word]);
  }
  return found;
}
