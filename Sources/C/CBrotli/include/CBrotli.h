// Streaming decompression of brotli (RFC 7932), through libbrotlidec.
#ifndef CBROTLI_H
#define CBROTLI_H

#include <stddef.h>

typedef struct CBrotliDecoder CBrotliDecoder;

typedef enum {
  CBROTLI_MORE,  // call again: with more input, or with more room for output
  CBROTLI_END,
  CBROTLI_CORRUPT
} CBrotliStatus;

// A decoder, or NULL when there is no memory.
CBrotliDecoder *cbrotli_create(void);
void cbrotli_destroy(CBrotliDecoder *decoder);

// Decompresses from `input` to `output`; both counts go in as what there is and come out as what was used.
CBrotliStatus cbrotli_decode(
    CBrotliDecoder *decoder, const unsigned char *input, size_t *input_count, unsigned char *output,
    size_t *output_count);

#endif
