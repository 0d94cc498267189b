#!/usr/bin/env python3
"""Measures what the first use of a word or phrase costs, when no posting list of it is in memory.

  first_use.py --binaries DIR --index INDEX --queries FILE [--lucene CORPUS] [--similarity bm25]

QUERIES is a file of the shared harness (`q`, `type`). Each exact word of the queries is asked for when a cache of 1 MiB
has forgotten it. Then each phrase is asked for once in a daemon with the cache that it has by default, when it has done what it
does after a start; with --lucene the same phrases in Lucene, in process and warm, by way of the harness in
$SEARCHD_SHARED/bench. Prints Markdown. Times are those from the text of a query to ranked ids, attempts that were given up
among them; the pages of the index are in memory.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from urllib.parse import urlencode

import daemon

BANDS = (1, 100, 1_000, 10_000, 100_000, 10_000_000)
PASSES = 3


def settle(process):
    """Waits until the daemon has nothing to do, as after reading lists that may be wanted."""
    def used():
        with open(f"/proc/{process.pid}/stat", encoding="ascii") as fields:
            return sum(int(field) for field in fields.read().split()[13:15])
    before = -100
    while used() - before > 2:
        before = used()
        time.sleep(1)


def ask(connection, text):
    """Microseconds from text to ranked ids, and how many articles match."""
    parameters = {"q": text, "limit": 10, "snippets": 0, "deadline_ms": 30000}
    answer = json.loads(connection.send(daemon.Connection.request("/v1/search?" + urlencode(parameters))))
    took = answer["took_us"]
    return took["total"] - took["count"] - took["snippets"], answer["total"]["value"]


def started(arguments, *options):
    """A daemon that has done what it does after a start, with no list of an earlier run."""
    if os.path.exists(arguments.index + "-hot"):
        os.remove(arguments.index + "-hot")
    process, connection = daemon.start(
        arguments.binaries, arguments.index, "first-use.socket", "--similarity", arguments.similarity, "--log-level", "error",
        *options)
    settle(process)
    return process, connection


def words(connection, queries):
    """Prints the time a posting of words by how many articles have them."""
    wanted = list(dict.fromkeys(word for query in queries for word in query["q"]))
    best = {}
    for _ in range(PASSES):
        for word in wanted:
            took, articles = ask(connection, "=" + word)
            best[word] = min(best.get(word, (took, articles)), (took, articles))
    print("| articles | words | mean µs | ns a posting |\n|---|--:|--:|--:|")
    for low, high in zip(BANDS, BANDS[1:]):
        found = [(took, articles) for took, articles in best.values() if low <= articles < high]
        if found:
            total = sum(took for took, _ in found)
            print(
                f"| {low} to {high} | {len(found)} | {total / len(found):.0f} | "
                f"{1000 * total / sum(articles for _, articles in found):.0f} |")


def in_lucene(corpus, numbers):
    """The least microseconds of some queries of the harness in Lucene."""
    harness = os.path.join(os.environ["SEARCHD_SHARED"], "bench")
    worker = subprocess.Popen(
        [os.path.join(os.environ["BENCH_DATA"], "venv/bin/python"), f"{harness}/worker.py", "serve", "lucene", corpus],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)

    def command(line):
        worker.stdin.write(line + "\n")
        return json.loads(worker.stdout.readline())

    worker.stdout.readline()
    # The first passes are for the compiler.
    runs = [[command(f"q {number} 0")[0] / 1000 for number in numbers] for _ in range(8 + PASSES)]
    worker.stdin.close()
    worker.wait()
    return [min(times) for times in zip(*runs[-PASSES:])]


def line(name, times):
    ordered = sorted(times)
    print(
        f"| {name} | {ordered[len(ordered) // 2]:.0f} | {ordered[int(len(ordered) * 0.95)]:.0f} | {ordered[-2]:.0f} | "
        f"{statistics.mean(ordered):.0f} |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binaries", required=True)
    parser.add_argument("--index", required=True)
    parser.add_argument("--queries", required=True)
    parser.add_argument("--lucene", metavar="CORPUS")
    parser.add_argument("--similarity", default="bm25f")
    arguments = parser.parse_args()
    with open(arguments.queries, encoding="utf-8") as lines:
        queries = [json.loads(line) for line in lines]
    phrases = [number for number, query in enumerate(queries) if query["type"] == "phrase"]
    process, connection = started(arguments, "--cache-mb", "1")
    words(connection, queries)
    daemon.stop(process)
    process, connection = started(arguments)
    times = [ask(connection, '"' + " ".join(queries[number]["q"]) + '"')[0] for number in phrases]
    daemon.stop(process)
    print("\n| phrases | p50 µs | p95 | p99 | mean |\n|---|--:|--:|--:|--:|")
    line("searchd, first use", times)
    if arguments.lucene:
        line("Lucene", in_lucene(arguments.lucene, phrases))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
