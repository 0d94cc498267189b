#!/usr/bin/env python3
"""Measures what has a limit of its own rather than a rival: passages, deadlines, and `search` from the shell.

  limits.py --binaries DIR --articles FILE --queries FILE

ARTICLES is a file of JSON Lines that is indexed beside it unless it is, and of which the first 3,000 are put beside one
article of a megabyte besides; QUERIES a file of the shared harness (`q`, `type`). Prints Markdown.
"""
import argparse
import itertools
import json
import os
import statistics
import subprocess
import tempfile
import time

import daemon

HEAVY = (
    "s*", "title:a*", 'NEAR("the" "of" "and", 5)', 'NEAR("in" "to", 9)', '"of the"',
    " OR ".join("the of and in to a was is for on as by with he that at from his it an were are which this be or has had its "
                "not but first also one their new after who they two her she been other when there all during into school "
                "time may years more most only over city some world would where later up such".split()))
DEADLINES = (5, 20, 100)


def pages(connection, queries):
    """Rows of `took_us.snippets` for pages of ten hits: the first time a query is asked, and again."""
    for name in ("first", "again"):
        took = []
        for query in queries:
            answer = connection.search(**daemon.parameters(query), limit=10)
            if len(answer["hits"]) == 10:
                took.append(answer["took_us"]["snippets"])
        yield f"ten hits with passages, {name}, {len(took)} queries", took


def long_article(binaries, articles, folder):
    """Rows of `took_us.snippets` for one hit in an article of a megabyte."""
    path = os.path.join(folder, "long.jsonl")
    with open(articles, encoding="utf-8") as lines, open(path, "w", encoding="utf-8") as output:
        bodies = []
        for line in itertools.islice(lines, 3_000):
            output.write(line)
            bodies.append(json.loads(line)["body"])
        body = ("\n\n".join(bodies) * 2)[:1_000_000]
        middle = body.index(" ", 500_000)
        body = body[:middle] + " The quokkaquokka sleeps beneath marblemarble arches." + body[middle:]
        output.write(json.dumps({"id": "long", "title": "A long article", "body": body}) + "\n")
    index = os.path.join(folder, "long.sqlite")
    subprocess.run([f"{binaries}/searchctl", "ingest", "--index", index, path], check=True, stdout=subprocess.DEVNULL)
    with daemon.daemon(binaries, index, os.path.join(folder, "long.socket")) as connection:
        for text in ("quokkaquokka marblemarble", "quokkaquokka AND the AND of AND and"):
            took = []
            for _ in range(30):
                answer = connection.search(q=text, limit=1)
                assert [hit["key"] for hit in answer["hits"]] == ["long"], answer
                took.append(answer["took_us"]["snippets"])
            yield f"one hit in an article of a megabyte, `{text}`", took


def deadlines(binaries, index, folder):
    """How many milliseconds late the heaviest queries are answered, by query and deadline; no list in memory."""
    with daemon.daemon(binaries, index, os.path.join(folder, "late.socket"), "--cache-mb", "1") as connection:
        time.sleep(3)
        for text in HEAVY:
            late = []
            for deadline in DEADLINES:
                started = time.perf_counter()
                connection.search(q=text, limit=10, deadline_ms=deadline)
                late.append((time.perf_counter() - started) * 1000 - deadline)
            yield text if len(text) < 40 else "64 common words with OR", late


def shell(binaries, socket_path):
    """Milliseconds from the start of a process to its end, in turns."""
    commands = {
        "true": ["true"],
        "search --version": [f"{binaries}/search", "--version"],
        "search 'air bridge'": [f"{binaries}/search", "--socket", socket_path, "air bridge"],
    }
    took = {name: [] for name in commands}
    for _ in range(60):
        for name, command in commands.items():
            started = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
            took[name].append((time.perf_counter() - started) * 1000)
    return took.items()


def main():
    parser = argparse.ArgumentParser()
    for name in ("binaries", "articles", "queries"):
        parser.add_argument("--" + name, required=True)
    arguments = parser.parse_args()
    with open(arguments.queries, encoding="utf-8") as lines:
        queries = [json.loads(line) for line in lines]
    index = os.path.splitext(arguments.articles)[0] + ".sqlite"
    daemon.ingest(arguments.binaries, arguments.articles, index)
    with tempfile.TemporaryDirectory() as folder:
        print("| passages, µs | p50 | p95 |\n|---|--:|--:|")
        path = os.path.join(folder, "searchd.socket")
        with daemon.daemon(arguments.binaries, index, path) as connection:
            rows = list(pages(connection, queries))
            from_shell = shell(arguments.binaries, path)
        rows += long_article(arguments.binaries, arguments.articles, folder)
        for name, took in rows:
            print(f"| {name} | {statistics.median(took):.0f} | {daemon.percentile(took, 95):.0f} |")
        print("\n| process, ms | p50 | p95 |\n|---|--:|--:|")
        for name, took in from_shell:
            print(f"| `{name}` | {statistics.median(took):.1f} | {daemon.percentile(took, 95):.1f} |")
        print("\n| deadlines of 5, 20 and 100 ms | ms late |\n|---|--:|")
        for name, late in deadlines(arguments.binaries, index, folder):
            print(f"| `{name}` | {', '.join(f'{value:.1f}' for value in late)} |")


if __name__ == "__main__":
    main()
