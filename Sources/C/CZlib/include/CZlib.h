// Streaming decompression through zlib, whose own entry points are macros that Swift cannot see.
#ifndef CZLIB_H
#define CZLIB_H

#include <stddef.h>

typedef struct CZlibInflater CZlibInflater;

typedef enum {
  CZLIB_MORE,        // call again: with more input, or with more room for output
  CZLIB_MEMBER_END,  // a member ended; czlib_next_member before the next one
  CZLIB_CORRUPT,
  CZLIB_NO_MEMORY
} CZlibStatus;

// gzip members (RFC 1952), zlib data (RFC 1950), deflate data without a frame (RFC 1951).
typedef enum { CZLIB_GZIP, CZLIB_ZLIB, CZLIB_RAW } CZlibForm;

// An inflater, or NULL when there is no memory.
CZlibInflater *czlib_create(CZlibForm form);
void czlib_destroy(CZlibInflater *inflater);

// Decompresses from `input` to `output`; both counts go in as what there is and come out as what was used.
CZlibStatus czlib_inflate(
    CZlibInflater *inflater, const unsigned char *input, size_t *input_count, unsigned char *output,
    size_t *output_count);

void czlib_next_member(CZlibInflater *inflater);

#endif
