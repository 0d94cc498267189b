#include "CLanguageDetector.h"

#include <cstdio>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

const char *cld_detect(const uint8_t *text, int32_t length, int32_t *percent) {
  bool reliable = false;
  int valid_prefix = 0;
  CLD2::Language languages[3];
  int percents[3];
  double scores[3];
  int text_bytes = 0;
  CLD2::CLDHints hints = {nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language language = CLD2::ExtDetectLanguageSummaryCheckUTF8(
      reinterpret_cast<const char *>(text), length, true, &hints, 0, languages, percents, scores, nullptr, &text_bytes,
      &reliable, &valid_prefix);
  if (!reliable || valid_prefix < length || language == CLD2::UNKNOWN_LANGUAGE) return nullptr;
  *percent = language == languages[0] ? percents[0] : 0;
  return CLD2::LanguageCode(language);
}
