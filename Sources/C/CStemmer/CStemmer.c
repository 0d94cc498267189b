#include "CStemmer.h"

#include <libstemmer.h>

cstemmer *cstemmer_new(const char *algorithm) { return (cstemmer *)sb_stemmer_new(algorithm, "UTF_8"); }

void cstemmer_delete(cstemmer *stemmer) { sb_stemmer_delete((struct sb_stemmer *)stemmer); }

const uint8_t *cstemmer_stem(cstemmer *stemmer, const uint8_t *word, int32_t length, int32_t *stem_length) {
  struct sb_stemmer *snowball = (struct sb_stemmer *)stemmer;
  const sb_symbol *stem = sb_stemmer_stem(snowball, word, length);
  *stem_length = stem ? sb_stemmer_length(snowball) : 0;
  return stem;
}

// libstemmer states no version in its header; 2.2 is the release whose list of algorithms Stemmer.swift mirrors.
const char *cstemmer_version(void) { return "2.2"; }
