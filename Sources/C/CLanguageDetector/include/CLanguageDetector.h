// A plain C face of Compact Language Detector 2.
#ifndef CLANGUAGEDETECTOR_H
#define CLANGUAGEDETECTOR_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Detects the language of UTF-8 plain text. Returns CLD2's code, a static string such as "en" or "zh-Hant", or NULL when
/// the text is no valid UTF-8 or the answer is not reliable; `percent` is what part of the text is in that language.
const char *cld_detect(const uint8_t *text, int32_t length, int32_t *percent);

#ifdef __cplusplus
}
#endif

#endif
