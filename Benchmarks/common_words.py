#!/usr/bin/env python3
"""Top-10 search for common words: searchd beside FTS5's own `ORDER BY rank` on the same index file.

Both answer the ten best article ids for one word. FTS5 runs in this process through Python's sqlite3 module; searchd is
asked over its socket. The words are spread evenly over those in more than a tenth of the articles. The engines take
turns, word by word, so that noise hits both alike; the median of the passes counts.
"""
import argparse
import math
import sqlite3
import statistics
import time

from daemon import daemon, ingest

MINIMUM_SHARE = 0.1
WORDS = 20
PASSES = 7


def common_words(database, articles):
    """Terms by document frequency, evenly spread over those in more than MINIMUM_SHARE of the articles."""
    database.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, terms, row)")
    rows = database.execute(
        "SELECT term, doc FROM vocabulary WHERE doc > ? ORDER BY doc DESC", (articles * MINIMUM_SHARE,)
    ).fetchall()
    step = max(1, len(rows) // WORDS)
    return rows[::step][:WORDS]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--binaries", required=True)
    arguments.add_argument("--corpus", required=True)
    arguments.add_argument("--data", required=True)
    options = arguments.parse_args()

    index = f"{options.data}/simplewiki-100k.sqlite"
    ingest(options.binaries, options.corpus, index)
    database = sqlite3.connect(f"file:{index}?mode=ro", uri=True)
    articles = database.execute("SELECT count(*) FROM article").fetchone()[0]
    words = common_words(database, articles)

    def fts5(word):
        started = time.perf_counter()
        database.execute(
            "SELECT rowid FROM terms WHERE terms MATCH ? ORDER BY rank LIMIT 10", (f'"{word}"',)).fetchall()
        return (time.perf_counter() - started) * 1e6

    with daemon(options.binaries, index, f"{options.data}/searchd.sock") as connection:
        def searchd(query):
            started = time.perf_counter()
            answer = connection.search(q=query, limit=10, snippets=0)
            return (time.perf_counter() - started) * 1e6, answer["took_us"]["total"]

        samples = {word: {"fts5": [], "engine": [], "whole": [], "forms": []} for word, _ in words}
        for _ in range(PASSES):
            for word, _ in words:
                sample = samples[word]
                sample["fts5"].append(fts5(word))
                whole, engine = searchd("=" + word)
                sample["whole"].append(whole)
                sample["engine"].append(engine)
                sample["forms"].append(searchd(word)[1])

    print(f"\n{articles} articles, {len(words)} words, median of {PASSES} passes, microseconds")
    print("FTS5 and the engine are timed within their process, the whole answer over the socket, JSON read and all;")
    print("first pass: each word for the first time; the daemon reads lists of frequent words by itself meanwhile\n")
    print("| word | articles | FTS5 rank | engine `=word` | ratio | all forms | ratio | whole answer | ratio "
          "| first pass | ratio |")
    print("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
    columns = ("engine", "forms", "whole", "first")
    ratios = {name: [] for name in columns}
    for word, count in words:
        median = {name: statistics.median(values) for name, values in samples[word].items()}
        median["first"] = samples[word]["engine"][0]
        for name in columns:
            ratios[name].append(median["fts5"] / median[name])
        cells = " | ".join(f"{median[name]:.0f} | {ratios[name][-1]:.1f}" for name in columns)
        print(f"| {word} | {count} | {median['fts5']:.0f} | {cells} |")
    for name, label in zip(columns, ("engine", "engine, all forms", "whole answer", "first pass")):
        print(f"\n{label}: geometric mean {geometric_mean(ratios[name]):.1f} times FTS5, least {min(ratios[name]):.1f}",
              end="")
    print()


def geometric_mean(values):
    return math.exp(sum(map(math.log, values)) / len(values))


if __name__ == "__main__":
    main()
