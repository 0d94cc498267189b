// A plain C face of the few ICU services the analyzer needs; ICU's versioned symbols stay behind it.
#ifndef CICU_H
#define CICU_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Writes NFKC_Casefold of UTF-8 text. Returns the length needed, which is more than `capacity` when nothing whole fits,
/// or -1 when ICU fails.
int32_t cicu_nfkc_casefold(const uint8_t *text, int32_t length, uint8_t *output, int32_t capacity);

/// Writes NFD of UTF-8 text, with the same results.
int32_t cicu_nfd(const uint8_t *text, int32_t length, uint8_t *output, int32_t capacity);

/// Whether NFKC_Casefold changes a code point.
bool cicu_changes_when_casefolded(uint32_t scalar);

/// The general category of a code point, as ICU's UCharCategory.
int32_t cicu_general_category(uint32_t scalar);

/// The decimal value of a digit of any script, or -1.
int32_t cicu_digit_value(uint32_t scalar);

/// The script of a code point, as ICU's UScriptCode.
int32_t cicu_script(uint32_t scalar);

/// Whether a code point is shown as an emoji by default or is a pictograph.
bool cicu_is_emoji(uint32_t scalar);

extern const int32_t cicu_script_latin, cicu_script_greek, cicu_script_cyrillic, cicu_script_arabic, cicu_script_hebrew,
    cicu_script_han, cicu_script_hiragana, cicu_script_katakana, cicu_script_hangul, cicu_script_thai, cicu_script_lao,
    cicu_script_khmer, cicu_script_myanmar, cicu_script_inherited;

/// Writes the word boundaries of UTF-8 text as byte offsets, the first being 0 and the last `length`.
/// Returns their number, at most `capacity`, or -1 when ICU fails.
int32_t cicu_word_boundaries(const uint8_t *text, int32_t length, int32_t *boundaries, int32_t capacity);

/// ICU's version, such as "72.1".
const char *cicu_version(void);

#ifdef __cplusplus
}
#endif

#endif
