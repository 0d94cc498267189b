#!/usr/bin/env python3
"""Writes man/search-query.7 from docs/query-language.md, so that the two never differ.

Understands the Markdown that page uses: headings, paragraphs, tables of two columns and `code`.
Usage: query_manual.py < docs/query-language.md > man/search-query.7
"""

import re
import sys

SUMMARY = "search-query \\- the query language of searchd"


def escape(text):
    """Plain text as roff: no escapes, and no request at the start of a line."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("~", "\\(ti").replace("^", "\\(ha")
    text = text.replace("'", "\\(aq").replace("`", "\\(ga")
    return "\\&" + text if text[:1] == "." else text


def inline(text):
    """Text with `code`, which is set in bold."""
    pieces = re.split(r"`([^`]*)`", text)
    return "".join("\\fB" + escape(piece) + "\\fR" if index % 2 else escape(piece) for index, piece in enumerate(pieces))


def cells(row):
    parts = re.split(r"(?<!\\)\|", row.strip().strip("|"))
    return [part.strip().replace("\\|", "|") for part in parts]


def table(rows):
    """Each row as a tagged paragraph; the two lines of the header are left out."""
    lines = []
    for row in rows[2:]:
        first, second = cells(row)
        lines += [".TP", inline(first), inline(second)]
    return lines


def manual(markdown):
    lines = ['.\\" Written by Scripts/query_manual.py from docs/query-language.md.']
    lines += ['.TH SEARCH\\-QUERY 7 "" searchd "Query language"', ".SH NAME", SUMMARY, ".SH DESCRIPTION"]
    for block in re.split(r"\n\s*\n", markdown.strip()):
        rows = block.split("\n")
        if block.startswith("# "):
            continue
        if block.startswith("## "):
            lines.append(".SH " + escape(block[3:].upper()))
        elif rows[0].startswith("|"):
            lines += table(rows)
        else:
            lines += [".PP", inline(" ".join(rows))]
    lines += [".SH SEE ALSO", ".BR search (1),", ".BR searchd (8)"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdin.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(manual(sys.stdin.read()))
