#include "CBrotli.h"

#include <brotli/decode.h>

// The library's own type under the name of ours, so that Swift needs none of its headers.
static BrotliDecoderState *state(CBrotliDecoder *decoder) { return (BrotliDecoderState *)decoder; }

CBrotliDecoder *cbrotli_create(void) {
  // Windows larger than those of RFC 7932 stay refused, as the library has it unless it is told otherwise.
  return (CBrotliDecoder *)BrotliDecoderCreateInstance(NULL, NULL, NULL);
}

void cbrotli_destroy(CBrotliDecoder *decoder) {
  if (decoder != NULL) BrotliDecoderDestroyInstance(state(decoder));
}

CBrotliStatus cbrotli_decode(
    CBrotliDecoder *decoder, const unsigned char *input, size_t *input_count, unsigned char *output,
    size_t *output_count) {
  size_t left = *input_count, room = *output_count;
  const unsigned char *next_input = input;
  unsigned char *next_output = output;
  BrotliDecoderResult result =
      BrotliDecoderDecompressStream(state(decoder), &left, &next_input, &room, &next_output, NULL);
  *input_count -= left;
  *output_count -= room;
  switch (result) {
    case BROTLI_DECODER_RESULT_SUCCESS:
      return CBROTLI_END;
    case BROTLI_DECODER_RESULT_ERROR:
      return CBROTLI_CORRUPT;
    default:
      return CBROTLI_MORE;
  }
}
