// The part of libxml2's HTML parser that Swift can use: events, with no global variables and no macros.
#ifndef CLIBXML2_H
#define CLIBXML2_H

#include <stddef.h>

// What receives a page. Names are lower case; all strings are UTF-8; names live until the end of the parse, the
// rest until the call returns.
typedef struct {
  // `attributes` is NULL or alternates names and values (a value may be NULL) up to a NULL name. Anything but 0 ends the
  // parse.
  int (*start)(void *context, const char *name, const char *const *attributes);
  void (*end)(void *context, const char *name);
  void (*text)(void *context, const char *bytes, size_t count);
} CLibXML2Handler;

// Parses a page that is UTF-8, whatever it declares. The network and external entities are never touched.
// Returns 0, or -1 when there was no memory or nothing to parse.
int clibxml2_parse_html(const char *bytes, int count, const CLibXML2Handler *handler, void *context);

// Prepares libxml2; to be called once before any parse, so that threads do not race for it.
void clibxml2_initialize(void);

// The code point of a named character reference of HTML 4 (without `&` and `;`), 0 when there is none of that name.
unsigned int clibxml2_entity(const char *name);

#endif
