// What each of 64 bytes of a text is, one bit a byte, the first byte lowest.
//
// In C because Swift's SIMD types cannot bring a comparison of bytes into the bits of a register. Clang's vectors are
// compiled for whatever the processor has; there is no code for one kind of processor here.
#ifndef CBYTECLASSES_H
#define CBYTECLASSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct {
  uint64_t words;     // ASCII letters and digits
  uint64_t signs;     // other ASCII above the space
  uint64_t others;    // parts of other characters
  uint64_t suffixes;  // '#' and '+'
} CByteClasses;

typedef uint8_t CByteVector __attribute__((ext_vector_type(16)));
typedef bool CByteFlags __attribute__((ext_vector_type(16)));

static inline uint64_t cbyteclasses_gather(CByteVector flags) {
  CByteFlags bits = __builtin_convertvector(flags, CByteFlags);
  uint16_t result;
  memcpy(&result, &bits, sizeof result);
  return result;
}

// Looks at the 64 bytes at `text`.
static inline CByteClasses cbyteclasses_find(const uint8_t *text) {
  CByteClasses classes = {0, 0, 0, 0};
  for (int start = 0; start < 64; start += 16) {
    CByteVector bytes;
    memcpy(&bytes, text + start, sizeof bytes);
    CByteVector words = (CByteVector)((bytes | 0x20) - 'a' < 26) | (CByteVector)(bytes - '0' < 10);
    CByteVector others = (CByteVector)(bytes >= 0x80);
    CByteVector signs = (CByteVector)(bytes > ' ') & ~(words | others);
    CByteVector suffixes = (CByteVector)((bytes & 0xF7) == '#');  // '#' and '+' differ in one bit
    classes.words |= cbyteclasses_gather(words) << start;
    classes.signs |= cbyteclasses_gather(signs) << start;
    classes.others |= cbyteclasses_gather(others) << start;
    classes.suffixes |= cbyteclasses_gather(suffixes) << start;
  }
  return classes;
}

// Looks at the last bytes of a text, fewer than 64; those that are missing are in no class.
static inline CByteClasses cbyteclasses_find_last(const uint8_t *text, size_t count) {
  uint8_t padded[64] = {0};
  memcpy(padded, text, count < sizeof padded ? count : sizeof padded);
  return cbyteclasses_find(padded);
}

// Has a text fetched from memory that is about to be read, without waiting for it.
static inline void cbyteclasses_fetch(const uint8_t *text, size_t count) {
  for (size_t offset = 0; offset < count; offset += 64) __builtin_prefetch(text + offset, 0, 2);
}

#endif
