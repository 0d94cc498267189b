// The Snowball stemmers of libstemmer, which has no module map or pkg-config file of its own.
#ifndef CSTEMMER_H
#define CSTEMMER_H

#include <stdint.h>

/// A stemmer for one language; belongs to one thread at a time.
typedef struct cstemmer cstemmer;

/// Makes the stemmer of an algorithm named in English, such as "english". NULL when there is none.
cstemmer *cstemmer_new(const char *algorithm);

/// Frees a stemmer.
void cstemmer_delete(cstemmer *stemmer);

/// Stems a UTF-8 word. The result belongs to the stemmer and lives until its next call; NULL when memory is short.
const uint8_t *cstemmer_stem(cstemmer *stemmer, const uint8_t *word, int32_t length, int32_t *stem_length);

/// The version of the algorithms.
const char *cstemmer_version(void);

#endif
