#include "CZlib.h"

#include <limits.h>
#include <stdlib.h>
#include <zlib.h>

// The window sizes by which zlib is told the form of its input (zlib.h, inflateInit2).
static int window(CZlibForm form) {
  switch (form) {
    case CZLIB_GZIP:
      return 16 + MAX_WBITS;
    case CZLIB_RAW:
      return -MAX_WBITS;
    default:
      return MAX_WBITS;
  }
}

struct CZlibInflater {
  z_stream stream;
};

CZlibInflater *czlib_create(CZlibForm form) {
  CZlibInflater *inflater = calloc(1, sizeof *inflater);
  if (inflater == NULL) return NULL;
  if (inflateInit2(&inflater->stream, window(form)) != Z_OK) {
    free(inflater);
    return NULL;
  }
  return inflater;
}

void czlib_destroy(CZlibInflater *inflater) {
  if (inflater == NULL) return;
  inflateEnd(&inflater->stream);
  free(inflater);
}

CZlibStatus czlib_inflate(
    CZlibInflater *inflater, const unsigned char *input, size_t *input_count, unsigned char *output,
    size_t *output_count) {
  z_stream *stream = &inflater->stream;
  uInt given = *input_count > UINT_MAX ? UINT_MAX : (uInt)*input_count;
  uInt room = *output_count > UINT_MAX ? UINT_MAX : (uInt)*output_count;
  stream->next_in = (Bytef *)input;
  stream->avail_in = given;
  stream->next_out = output;
  stream->avail_out = room;
  int status = inflate(stream, Z_NO_FLUSH);
  *input_count = given - stream->avail_in;
  *output_count = room - stream->avail_out;
  switch (status) {
    case Z_OK:
    case Z_BUF_ERROR:
      return CZLIB_MORE;
    case Z_STREAM_END:
      return CZLIB_MEMBER_END;
    case Z_MEM_ERROR:
      return CZLIB_NO_MEMORY;
    default:
      return CZLIB_CORRUPT;
  }
}

void czlib_next_member(CZlibInflater *inflater) { inflateReset(&inflater->stream); }
