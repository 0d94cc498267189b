#include "CICU.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/uvernum.h>

cicu_category cicu_get_category(uint32_t scalar) {
  switch (u_charType(static_cast<UChar32>(scalar))) {
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
      return cicu_category_letter;
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
      return cicu_category_mark;
    case U_DECIMAL_DIGIT_NUMBER:
      return cicu_category_digit;
    case U_LETTER_NUMBER:
      return cicu_category_letter_number;
    case U_OTHER_NUMBER:
      return cicu_category_other_number;
    default:
      return cicu_category_other;
  }
}

cicu_writing cicu_get_writing(uint32_t scalar) {
  const UChar32 character = static_cast<UChar32>(scalar);
  if (u_getIntPropertyValue(character, UCHAR_LINE_BREAK) == U_LB_COMPLEX_CONTEXT) return cicu_writing_complex_context;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(character, &status)) {
    case USCRIPT_LATIN:
      return cicu_writing_latin;
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_BOPOMOFO:
    case USCRIPT_YI:
      return cicu_writing_ideographic;
    case USCRIPT_HANGUL:
      return cicu_writing_hangul;
    default:
      return cicu_writing_other;
  }
}

int32_t cicu_digit_value(uint32_t scalar) { return u_charDigitValue(static_cast<UChar32>(scalar)); }

bool cicu_is_pictograph(uint32_t scalar) {
  const UChar32 character = static_cast<UChar32>(scalar);
  if (u_hasBinaryProperty(character, UCHAR_EMOJI_PRESENTATION)) return true;
  // Below the arrows the property holds for signs that belong to text: © ® ‼ ™.
  return character >= 0x2190 && u_hasBinaryProperty(character, UCHAR_EXTENDED_PICTOGRAPHIC);
}

bool cicu_is_uppercase(uint32_t scalar) { return u_isUUppercase(static_cast<UChar32>(scalar)); }

int32_t cicu_decomposed_casefold(uint32_t scalar, uint32_t *output, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2 *casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  const icu::Normalizer2 *decompose = icu::Normalizer2::getNFDInstance(status);
  if (U_FAILURE(status)) return -1;
  const icu::UnicodeString folded = casefold->normalize(icu::UnicodeString(static_cast<UChar32>(scalar)), status);
  const icu::UnicodeString parts = decompose->normalize(folded, status);
  const int32_t count = parts.toUTF32(reinterpret_cast<UChar32 *>(output), capacity, status);
  return U_FAILURE(status) ? -1 : count;
}

int32_t cicu_nfkc_casefold(const uint8_t *text, int32_t length, uint8_t *output, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2 *casefold = icu::Normalizer2::getNFKCCasefoldInstance(status);
  if (U_FAILURE(status)) return -1;
  icu::CheckedArrayByteSink sink(reinterpret_cast<char *>(output), capacity);
  casefold->normalizeUTF8(0, icu::StringPiece(reinterpret_cast<const char *>(text), length), sink, nullptr, status);
  return U_FAILURE(status) || sink.Overflowed() ? -1 : sink.NumberOfBytesWritten();
}

const char *cicu_version(void) { return U_ICU_VERSION; }
