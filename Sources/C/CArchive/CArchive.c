#define _GNU_SOURCE
#include "CArchive.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <locale.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct CArchiveReader {
  struct archive *archive;
  CArchiveSource source;
  int64_t position;
  int is_open;
  int has_ended;
};

// libarchive converts names to the thread's character set.
static locale_t utf8;
static pthread_once_t utf8_once = PTHREAD_ONCE_INIT;

static void load_locale(void) { utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0); }

void carchive_prepare(void) { pthread_once(&utf8_once, load_locale); }

static la_ssize_t read_block(struct archive *archive, void *context, const void **buffer) {
  CArchiveReader *reader = context;
  ptrdiff_t count = reader->source.read(reader->source.context, buffer);
  if (count == 0) reader->has_ended = 1;
  if (count > 0) reader->position += count;
  if (count >= 0) return count;
  archive_set_error(archive, EIO, "the bytes could not be read");
  return ARCHIVE_FATAL;
}

static la_int64_t seek_block(struct archive *archive, void *context, la_int64_t offset, int whence) {
  CArchiveReader *reader = context;
  int64_t target = offset;
  if (whence == SEEK_END) target += reader->source.size;
  if (whence == SEEK_CUR) target += reader->position;
  if (target < 0 || target > reader->source.size) return ARCHIVE_FAILED;
  target = reader->source.seek(reader->source.context, target);
  if (target >= 0) return reader->position = target;
  archive_set_error(archive, EIO, "the bytes could not be read");
  return ARCHIVE_FATAL;
}

static CArchiveReader *create(const CArchiveSource *source) {
  CArchiveReader *reader = calloc(1, sizeof *reader);
  if (reader == NULL) return NULL;
  reader->source = *source;
  reader->archive = archive_read_new();
  if (reader->archive == NULL) {
    free(reader);
    return NULL;
  }
  carchive_prepare();
  archive_read_set_read_callback(reader->archive, read_block);
  archive_read_set_callback_data(reader->archive, reader);
  if (source->seek != NULL) archive_read_set_seek_callback(reader->archive, seek_block);
  return reader;
}

CArchiveReader *carchive_create_decompressor(const CArchiveSource *source) {
  CArchiveReader *reader = create(source);
  if (reader == NULL) return NULL;
  archive_read_support_filter_xz(reader->archive);
  archive_read_support_filter_zstd(reader->archive);
  archive_read_support_filter_bzip2(reader->archive);
  archive_read_support_format_raw(reader->archive);
  archive_read_support_format_empty(reader->archive);
  return reader;
}

CArchiveReader *carchive_create_walker(const CArchiveSource *source) {
  CArchiveReader *reader = create(source);
  if (reader == NULL) return NULL;
  archive_read_support_format_zip(reader->archive);
  archive_read_support_format_tar(reader->archive);
  return reader;
}

void carchive_destroy(CArchiveReader *reader) {
  if (reader == NULL) return;
  archive_read_free(reader->archive);
  free(reader);
}

static CArchiveStatus failure(CArchiveReader *reader, int status) {
  if (status == ARCHIVE_FAILED || status == ARCHIVE_WARN) return CARCHIVE_MEMBER_FAILED;
  if (archive_errno(reader->archive) == ENOMEM) return CARCHIVE_NO_MEMORY;
  // libarchive has one error number for both, and says “truncated” in most messages that mean it.
  const char *message = archive_error_string(reader->archive);
  int says_truncated = message != NULL && (strcasestr(message, "truncated") != NULL || strcasestr(message, "no progress") != NULL);
  return says_truncated && reader->has_ended ? CARCHIVE_TRUNCATED : CARCHIVE_CORRUPT;
}

static CArchiveKind kind(struct archive_entry *entry) {
  if (archive_entry_hardlink(entry) != NULL) return CARCHIVE_LINK;
  switch (archive_entry_filetype(entry)) {
    case AE_IFREG:
    // Old tar archives and the raw format have no types.
    case 0:
      return CARCHIVE_FILE;
    case AE_IFDIR:
      return CARCHIVE_FOLDER;
    case AE_IFLNK:
      return CARCHIVE_LINK;
    default:
      return CARCHIVE_SPECIAL;
  }
}

static CArchiveStatus next(CArchiveReader *reader, CArchiveMember *member) {
  if (!reader->is_open) {
    reader->is_open = 1;
    int status = archive_read_open1(reader->archive);
    if (status != ARCHIVE_OK && status != ARCHIVE_WARN) return failure(reader, ARCHIVE_FATAL);
  }
  struct archive_entry *entry;
  int status = archive_read_next_header(reader->archive, &entry);
  // A header that cannot be understood is not the fault of one member only: where the next begins is not known.
  if (status == ARCHIVE_FAILED) return failure(reader, ARCHIVE_FATAL);
  if (status == ARCHIVE_EOF) return CARCHIVE_END;
  if (status != ARCHIVE_OK && status != ARCHIVE_WARN) return failure(reader, status);
  const char *name = archive_entry_pathname(entry);
  member->name = name == NULL ? "" : name;
  member->kind = kind(entry);
  member->is_encrypted = archive_entry_is_encrypted(entry);
  return CARCHIVE_OK;
}

CArchiveStatus carchive_next(CArchiveReader *reader, CArchiveMember *member) {
  locale_t before = utf8 == (locale_t)0 ? (locale_t)0 : uselocale(utf8);
  CArchiveStatus status = next(reader, member);
  if (before != (locale_t)0) uselocale(before);
  return status;
}

CArchiveStatus carchive_read(CArchiveReader *reader, void *buffer, size_t *count) {
  la_ssize_t got = archive_read_data(reader->archive, buffer, *count);
  *count = got < 0 ? 0 : (size_t)got;
  return got < 0 ? failure(reader, (int)got) : CARCHIVE_OK;
}

const char *carchive_message(CArchiveReader *reader) {
  const char *message = archive_error_string(reader->archive);
  return message == NULL ? "no reason given" : message;
}
