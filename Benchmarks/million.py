#!/usr/bin/env python3
"""Makes a corpus of any size out of the shared articles, as JSON Lines on standard output.

  million.py COUNT ARTICLES.jsonl.xz ...

Each article is made of runs of two to six sentences of real articles, about 1,200 bytes in all (log-normal), under a real
headline, with a site, an author and a date. The same arguments give the same corpus. Sentences are used more than once, so
the vocabulary grows more slowly than that of real articles of the same number.
"""
import json
import lzma
import random
import re
import sys

SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"])")
SEED = 20211
SITES = 300
AUTHORS = 20000


def sources(paths):
    """The headlines and the sentences of all articles, in order."""
    titles, sentences = [], []
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                if article.get("title"):
                    titles.append(article["title"])
                sentences += SENTENCE_END.split(article.get("body", "").replace("\n", " "))
    return titles, sentences


def article(number, titles, sentences, choose):
    """One article as a dictionary."""
    wanted = min(20_000, choose.lognormvariate(6.85, 0.7))
    paragraphs, size = [], 0
    while size < wanted:
        start = choose.randrange(len(sentences))
        paragraph = " ".join(sentences[start:start + choose.randint(2, 6)])
        paragraphs.append(paragraph)
        size += len(paragraph)
    # Few sites and authors have most of the articles.
    site = int(SITES * choose.random() ** 3)
    author = int(AUTHORS * choose.random() ** 3)
    return {
        "id": str(number), "title": choose.choice(titles), "body": "\n\n".join(paragraphs), "lang": "en",
        "site": f"site-{site}.example", "author": f"Author {author}",
        "published": f"{choose.randint(1990, 2025)}-{choose.randint(1, 12):02}-{choose.randint(1, 28):02}",
    }


def main(count, paths):
    titles, sentences = sources(paths)
    choose = random.Random(SEED)
    for number in range(count):
        print(json.dumps(article(number, titles, sentences, choose), ensure_ascii=False))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
