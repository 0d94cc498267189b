// Sums of impacts over the 256 documents of a block, 16 documents at a time.
//
// In C because Swift's SIMD types have neither the high half of a product nor a way from a comparison to the bits of a
// register. Clang's vectors are compiled for several kinds of processors, and the loader picks; there is no code for one kind
// of processor here.
#ifndef CBLOCKSUMS_H
#define CBLOCKSUMS_H

#include <stddef.h>
#include <stdint.h>

#define CBLOCKSUMS_DOCUMENTS 256

// What an impact adds to a sum: impact / 255 * factor, rounded up; 0 for none.
static inline uint16_t cblocksums_summand(uint8_t impact, uint16_t factor) {
  return (uint16_t)(((uint32_t)impact * 257 * factor >> 16) + (impact != 0));
}

// What each impact adds.
static inline void cblocksums_summands(uint16_t *summands, uint16_t factor) {
  for (int impact = 0; impact < 256; impact++) summands[impact] = cblocksums_summand((uint8_t)impact, factor);
}

// Adds what each of 256 impacts adds, to the sum at the same place.
void cblocksums_add(uint16_t *sums, const uint8_t *impacts, uint16_t factor);

// The same for any number of impacts.
void cblocksums_add_some(uint16_t *sums, const uint8_t *impacts, size_t count, uint16_t factor);

// Has memory that is about to be read fetched, without waiting for it; at least a byte.
static inline void cblocksums_fetch(const void *start, size_t bytes) {
  const char *first = (const char *)start;
  for (size_t offset = 0; offset < bytes; offset += 64) __builtin_prefetch(first + offset);
  __builtin_prefetch(first + bytes - 1);
}

// Which of 64 sums are at least so much, one bit each, the first lowest.
uint64_t cblocksums_reaching(const uint16_t *sums, uint16_t least);

// How many bits of some words are set.
size_t cblocksums_count(const uint64_t *words, size_t count);

// How many bits are set in all of some sets of so many words each.
size_t cblocksums_count_all(const uint64_t *const *sets, size_t set_count, size_t count);

#endif
