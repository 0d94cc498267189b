// A plain C face of the few ICU services the analyzer needs; ICU's versioned symbols stay behind it.
#ifndef CICU_H
#define CICU_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What a code point is to a word, from its general category.
typedef enum {
  cicu_category_other,
  cicu_category_letter,
  cicu_category_mark,
  cicu_category_digit,
  cicu_category_letter_number,
  cicu_category_other_number,
} cicu_category;

/// How a script is written, as far as finding words needs it.
typedef enum {
  cicu_writing_other,
  cicu_writing_latin,
  /// Han, Hiragana, Katakana, Bopomofo and Yi.
  cicu_writing_ideographic,
  cicu_writing_hangul,
  /// Scripts of South East Asia that put no spaces between words (line break class SA, UAX #14).
  cicu_writing_complex_context,
} cicu_writing;

/// The category of a code point.
cicu_category cicu_get_category(uint32_t scalar);

/// The writing of a code point.
cicu_writing cicu_get_writing(uint32_t scalar);

/// The decimal value of a digit of any script, or -1.
int32_t cicu_digit_value(uint32_t scalar);

/// Whether a code point is shown as an emoji or another pictograph.
bool cicu_is_pictograph(uint32_t scalar);

/// Whether a code point is a capital letter.
bool cicu_is_uppercase(uint32_t scalar);

/// Writes the code points of NFD(NFKC_Casefold(scalar)). Returns their number, or -1 when `capacity` does not suffice.
int32_t cicu_decomposed_casefold(uint32_t scalar, uint32_t *output, int32_t capacity);

/// Writes NFKC_Casefold of UTF-8 text. Returns its length in bytes, or -1 when `capacity` does not suffice.
int32_t cicu_nfkc_casefold(const uint8_t *text, int32_t length, uint8_t *output, int32_t capacity);

/// ICU's version, such as "72.1".
const char *cicu_version(void);

#ifdef __cplusplus
}
#endif

#endif
