// Sums of impacts over the 256 documents of a block, 16 documents at a time.
//
// In C because Swift's SIMD types have neither the high half of a product nor a way from a comparison to the bits of a
// register. Clang's vectors are compiled for whatever the processor has; there is no code for one kind of processor here.
#ifndef CBLOCKSUMS_H
#define CBLOCKSUMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define CBLOCKSUMS_DOCUMENTS 256

typedef uint8_t CBlockImpacts __attribute__((ext_vector_type(16)));
typedef uint16_t CBlockSums __attribute__((ext_vector_type(16)));
typedef uint32_t CBlockProducts __attribute__((ext_vector_type(16)));
typedef bool CBlockFlags __attribute__((ext_vector_type(16)));

// What an impact adds to a sum: impact / 255 * factor, rounded up; 0 for none.
static inline uint16_t cblocksums_summand(uint8_t impact, uint16_t factor) {
  return (uint16_t)(((uint32_t)impact * 257 * factor >> 16) + (impact != 0));
}

// What each impact adds.
static inline void cblocksums_summands(uint16_t *summands, uint16_t factor) {
  for (int impact = 0; impact < 256; impact++) summands[impact] = cblocksums_summand((uint8_t)impact, factor);
}

// Adds what each of 256 impacts adds, to the sum at the same place.
static inline void cblocksums_add(uint16_t *sums, const uint8_t *impacts, uint16_t factor) {
  for (int start = 0; start < CBLOCKSUMS_DOCUMENTS; start += 16) {
    CBlockImpacts narrow;
    CBlockSums sum;
    memcpy(&narrow, impacts + start, sizeof narrow);
    memcpy(&sum, sums + start, sizeof sum);
    CBlockSums wide = __builtin_convertvector(narrow, CBlockSums) * 257;
    CBlockProducts products = __builtin_convertvector(wide, CBlockProducts) * factor >> 16;
    // A comparison that holds is all ones, which is one less than nothing.
    sum += __builtin_convertvector(products, CBlockSums) - (CBlockSums)(wide != 0);
    memcpy(sums + start, &sum, sizeof sum);
  }
}

// Which of 64 sums are at least so much, one bit each, the first lowest.
static inline uint64_t cblocksums_reaching(const uint16_t *sums, uint16_t least) {
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

// How many bits of some words are set.
static inline size_t cblocksums_count(const uint64_t *words, size_t count) {
  size_t found = 0;
  for (size_t word = 0; word < count; word++) found += (size_t)__builtin_popcountll(words[word]);
  return found;
}

#endif
