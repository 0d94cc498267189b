#include "CICU.h"

#include <unicode/brkiter.h>
#include <unicode/bytestream.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utext.h>
#include <unicode/uvernum.h>

#include <memory>

namespace {

int32_t normalize(const icu::Normalizer2 *normalizer, const uint8_t *text, int32_t length, uint8_t *output,
                  int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  icu::CheckedArrayByteSink sink(reinterpret_cast<char *>(output), capacity);
  normalizer->normalizeUTF8(0, icu::StringPiece(reinterpret_cast<const char *>(text), length), sink, nullptr, status);
  if (U_FAILURE(status)) return -1;
  return sink.NumberOfBytesAppended();
}

}  // namespace

const int32_t cicu_script_latin = USCRIPT_LATIN;
const int32_t cicu_script_greek = USCRIPT_GREEK;
const int32_t cicu_script_cyrillic = USCRIPT_CYRILLIC;
const int32_t cicu_script_arabic = USCRIPT_ARABIC;
const int32_t cicu_script_hebrew = USCRIPT_HEBREW;
const int32_t cicu_script_han = USCRIPT_HAN;
const int32_t cicu_script_hiragana = USCRIPT_HIRAGANA;
const int32_t cicu_script_katakana = USCRIPT_KATAKANA;
const int32_t cicu_script_hangul = USCRIPT_HANGUL;
const int32_t cicu_script_thai = USCRIPT_THAI;
const int32_t cicu_script_lao = USCRIPT_LAO;
const int32_t cicu_script_khmer = USCRIPT_KHMER;
const int32_t cicu_script_myanmar = USCRIPT_MYANMAR;
const int32_t cicu_script_inherited = USCRIPT_INHERITED;

int32_t cicu_nfkc_casefold(const uint8_t *text, int32_t length, uint8_t *output, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2 *normalizer = icu::Normalizer2::getNFKCCasefoldInstance(status);
  return U_FAILURE(status) ? -1 : normalize(normalizer, text, length, output, capacity);
}

int32_t cicu_nfd(const uint8_t *text, int32_t length, uint8_t *output, int32_t capacity) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2 *normalizer = icu::Normalizer2::getNFDInstance(status);
  return U_FAILURE(status) ? -1 : normalize(normalizer, text, length, output, capacity);
}

bool cicu_changes_when_casefolded(uint32_t scalar) {
  return u_hasBinaryProperty(static_cast<UChar32>(scalar), UCHAR_CHANGES_WHEN_NFKC_CASEFOLDED);
}

int32_t cicu_general_category(uint32_t scalar) { return u_charType(static_cast<UChar32>(scalar)); }

int32_t cicu_digit_value(uint32_t scalar) { return u_charDigitValue(static_cast<UChar32>(scalar)); }

int32_t cicu_script(uint32_t scalar) {
  UErrorCode status = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(scalar), &status);
}

bool cicu_is_emoji(uint32_t scalar) {
  return u_hasBinaryProperty(static_cast<UChar32>(scalar), UCHAR_EMOJI_PRESENTATION) ||
         (scalar > 0x2000 && u_hasBinaryProperty(static_cast<UChar32>(scalar), UCHAR_EXTENDED_PICTOGRAPHIC));
}

int32_t cicu_word_boundaries(const uint8_t *text, int32_t length, int32_t *boundaries, int32_t capacity) {
  // A break iterator belongs to one thread; making one costs a millisecond.
  static thread_local std::unique_ptr<icu::BreakIterator> iterator;
  UErrorCode status = U_ZERO_ERROR;
  if (!iterator) {
    iterator.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    if (U_FAILURE(status)) {
      iterator.reset();
      return -1;
    }
  }
  UText input = UTEXT_INITIALIZER;
  utext_openUTF8(&input, reinterpret_cast<const char *>(text), length, &status);
  if (U_FAILURE(status)) return -1;
  iterator->setText(&input, status);
  int32_t count = 0;
  if (U_SUCCESS(status)) {
    for (int32_t boundary = iterator->first(); boundary != icu::BreakIterator::DONE && count < capacity;
         boundary = iterator->next()) {
      boundaries[count++] = boundary;
    }
  }
  utext_close(&input);
  return U_FAILURE(status) ? -1 : count;
}

const char *cicu_version(void) { return U_ICU_VERSION; }
