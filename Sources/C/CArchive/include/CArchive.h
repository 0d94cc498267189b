// Streaming decompression (xz, zstd, bzip2) and walking of archives (ZIP, tar) through libarchive.
#ifndef CARCHIVE_H
#define CARCHIVE_H

#include <stddef.h>
#include <stdint.h>

typedef struct CArchiveReader CArchiveReader;

// Where the bytes come from. `read` points `buffer` to the next bytes, which stay there until the next call, and returns
// their number, 0 at the end, -1 when they cannot be had. `seek` (may be NULL) moves to an offset from the beginning and
// returns it, or -1. `size` is that of the whole when `seek` is given.
typedef struct {
  ptrdiff_t (*read)(void *context, const void **buffer);
  int64_t (*seek)(void *context, int64_t offset);
  int64_t size;
  void *context;
} CArchiveSource;

typedef enum {
  CARCHIVE_OK,
  CARCHIVE_END,
  CARCHIVE_MEMBER_FAILED,  // this member cannot be read, the next may
  CARCHIVE_TRUNCATED,
  CARCHIVE_CORRUPT,
  CARCHIVE_NO_MEMORY
} CArchiveStatus;

typedef enum { CARCHIVE_FILE, CARCHIVE_FOLDER, CARCHIVE_LINK, CARCHIVE_SPECIAL } CArchiveKind;

// A member; `name` belongs to the reader and is there until the next call.
typedef struct {
  const char *name;
  CArchiveKind kind;
  int is_encrypted;
} CArchiveMember;

// Loads what the library takes from files, which happens with the first reader otherwise.
void carchive_prepare(void);

// A reader of compressed data, or of the members of an archive; NULL when there is no memory. The source is copied; its
// context must live as long as the reader.
CArchiveReader *carchive_create_decompressor(const CArchiveSource *source);
CArchiveReader *carchive_create_walker(const CArchiveSource *source);
void carchive_destroy(CArchiveReader *reader);

// Goes to the next member.
CArchiveStatus carchive_next(CArchiveReader *reader, CArchiveMember *member);

// Reads the present member; `count` goes in as the room there is and comes out as what was read, 0 at the end.
CArchiveStatus carchive_read(CArchiveReader *reader, void *buffer, size_t *count);

// What the last call that did not return CARCHIVE_OK or CARCHIVE_END says about it.
const char *carchive_message(CArchiveReader *reader);

#endif
