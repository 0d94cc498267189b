#!/usr/bin/env python3
"""Writes hostile-queries.txt: 500 lines, each the value of `q` in a URL, most of them percent-encoded.

The same lines every time: the random part has a fixed seed.
"""

import random
import urllib.parse

COUNT = 500

# Already as they go into the URL: broken escapes, bytes that are no UTF-8, other parameters smuggled in.
RAW = [
    "%", "%%", "%2", "%zz", "a%", "%u0041", "%ff", "%c0%80", "%ed%a0%80", "%f4%90%80%80", "%80abc", "a%00b", "%00",
    "a&q=b", "a&limit=0", "a&limit=-1", "a&limit=99999999999999999999", "a&limit=1e3", "a&cursor=x", "a&cursor=%00",
    "a&cursor=" + "A" * 5000, "a&sort=%27;drop", "a&facets=,", "a&facets=site,site", "a&explain=1&snippets=5",
    "a&snippets=6", "a&highlight=html&snippets=5", "a&after=0000", "a&after=9999-99-99", "a&before=%00", "a&x=1", "a;b=c",
    "a&&&b", "&", "=", "a=b=c", "a#b", "a?b", "../../etc/passwd", "a&language=%2a", "a&site=%25", "a&deadline_ms=1",
    "a&deadline_ms=0", "a&match=none", "a&syntax=strict&match=all", "[]{}|\\^~`", "a&author=%22", "a&category=%27",
]

# As typed.
TYPED = [
    "", " ", "\t", "\n", "\r\n", '"', '""', '"""', '"a', 'a"', '" "', "'", "''", "*", "**", "a*", "*a", "a*b", "?", "~",
    "a~", "a~9", "~a", "=", "=a", "==a", "=a*", "-", "--", "-a", "- a", "--a", "-(a", "+", "++", "+a", "+ -a", "|", "||",
    "a |", "| a", "a || b", "&", "&&", "a && b", "!", "!a", "(", ")", "()", "(()", "())", ")(", "((((", "(a", "a)",
    "a (b", "AND", "OR", "NOT", "NEAR", "AND AND", "OR OR OR", "NOT NOT NOT a", "a AND", "AND a", "a OR", "OR a",
    "a NOT", "NOT", "a AND OR b", "a NEAR b", "a NEAR/ b", "a NEAR/0 b", "a NEAR/-1 b", "a NEAR/99999999999 b",
    "NEAR/5", "NEAR(a b, 5)", "NEAR(", "a NEAR/3 (b OR c)", ":", "::", "a:", ":a", "a:b", "a::b", "a:b:c", "title:",
    "title:a", "title:(a", 'title:"a', "title:title:a", "body:a", "terms:a", "rowid:1", "rank:a", "site:", "site:*",
    "lang:", "lang:xx", "lang:english", "url:", "url:http://", "date:", "date:x", "date:2021-13-45", "date:..",
    "date:2022..2021", "after:", "before:never", "after:-1d", "12:30", "http://a.b/c?d=e&f=g#h", "C++", "C#", ".NET",
    "U.S.A.", "a@b.c", "#tag", "@name", "1,000.5", "1/0", "0x41", "1e309", "NaN", "-0", "half-life 2", "foo-bar",
    "a.b.c.d", "a_b", "a\\b", "\\", "\\\\", "\\\"", "a\\\"b", "'; DROP TABLE article; --", "' OR 1=1 --",
    "x' UNION SELECT * FROM sqlite_master --", "%s%s%s%n", "${jndi:ldap://x}", "{{7*7}}", "<script>alert(1)</script>",
    "<mark>a</mark>", "&lt;", "]]>", "<!--", "a\0b", "\0", "\x01\x02\x03", "\x1b[31mred\x1b[0m", "\x07", "\x7f",
    "\x85", "\u2028", "\u2029", "\u200b", "\u200c\u200d", "\ufeff", "\u202eabc", "\u2066a\u2069", "\ufffd", "\uffff",
    "\ue000", "\U0010ffff", "e\u0301", "e" + "\u0301" * 2000, "Z" + "\u0335\u0321" * 500, "ﬁ", "ß", "İ", "ı", "ǅ",
    "Ａ", "①", "½", "ﷺ", "نجات", "نِجَات", "نـجـات", "می‌روم", "٣٫١٤", "१२३", "漢字", "漢" * 3000, "ひらがな", "한국어",
    "ภาษาไทย", "ភាសាខ្មែរ", "🚁", "🚁" * 1000, "👨‍👩‍👧‍👦", "🇹🇯", "❤️", "a\u00a0b", "\u3000", "“a b”", "„a b“", "«a»",
    "‘a’", "「漢字」", "–a", "—", "…", "a…b", "\u00ad", "sof\u00adt",
    "a" * 100_000, '"' * 10_000, "(" * 10_000, "(" * 500 + "a" + ")" * 500, "-" * 5_000 + "a", "NOT " * 2_000 + "a",
    "a " * 5_000, "a OR " * 2_000 + "a", "a AND " * 2_000 + "a", '"a ' * 1_000, "a* " * 500, "a~ " * 200,
    "title:" * 500 + "a", "a NEAR/5 " * 300 + "a", "=" * 3_000, "*" * 3_000, ": " * 2_000, " " * 10_000,
    " ".join("w%d" % number for number in range(1_500)), '"' + " ".join("w%d" % number for number in range(1_500)) + '"',
    "x" * 2_000 + "*", "x" * 2_000 + "~2", "site:" + "x" * 5_000, "a" * 255 + "é" * 4_000,
]

PIECES = [
    '"', "(", ")", "AND", "OR", "NOT", "NEAR/3", "NEAR/", "-", "+", "|", "*", "~", "~2", "=", ":", "title:", "author:",
    "site:", "lang:en", "date:2021..", "after:30d", "before:2020", "helicopters", "the", "Mi-17", "نجات", "漢字", "🚁",
    "\0", "\x1b", "\t", "\n", "\u202e", "é", "C++", "12,000", "..", "\\", "'", "<b>", "&", "%", " ",
]


def main():
    generator = random.Random(20_210_831)
    lines = RAW + [urllib.parse.quote(text, safe="") for text in TYPED]
    while len(lines) < COUNT:
        text = "".join(
            generator.choice(PIECES) + generator.choice(["", "", " "]) for _ in range(generator.randint(2, 40)))
        lines.append(urllib.parse.quote(text, safe=""))
    with open(__file__.replace(".py", ".txt"), "w", encoding="ascii") as file:
        file.writelines(line + "\n" for line in lines[:COUNT])


if __name__ == "__main__":
    main()
