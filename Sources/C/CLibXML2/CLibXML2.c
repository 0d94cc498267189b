#include "CLibXML2.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

typedef struct {
  const CLibXML2Handler *handler;
  void *context;
  htmlParserCtxtPtr parser;
} Receiver;

static void on_start(void *data, const xmlChar *name, const xmlChar **attributes) {
  Receiver *receiver = data;
  if (receiver->handler->start(receiver->context, (const char *)name, (const char *const *)attributes)) {
    xmlStopParser(receiver->parser);
  }
}

static void on_end(void *data, const xmlChar *name) {
  Receiver *receiver = data;
  receiver->handler->end(receiver->context, (const char *)name);
}

static void on_text(void *data, const xmlChar *text, int length) {
  Receiver *receiver = data;
  receiver->handler->text(receiver->context, (const char *)text, (size_t)length);
}

void clibxml2_initialize(void) { xmlInitParser(); }

unsigned int clibxml2_entity(const char *name) {
  const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)name);
  return entity == NULL ? 0 : entity->value;
}

int clibxml2_parse_html(const char *bytes, int count, const CLibXML2Handler *handler, void *context) {
  htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt(bytes, count);
  if (parser == NULL) return -1;
  Receiver receiver = {handler, context, parser};
  htmlCtxtUseOptions(
      parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
  xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
  xmlSAXHandler events;
  memset(&events, 0, sizeof events);
  events.startElement = on_start;
  events.endElement = on_end;
  events.characters = on_text;
  events.ignorableWhitespace = on_text;
  events.cdataBlock = on_text;
  xmlSAXHandlerPtr previous = parser->sax;
  parser->sax = &events;
  parser->userData = &receiver;
  htmlParseDocument(parser);
  parser->sax = previous;
  htmlFreeParserCtxt(parser);
  return 0;
}
