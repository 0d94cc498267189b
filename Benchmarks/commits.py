#!/usr/bin/env python3
"""Measures how many whole answers a second are left while ten articles a second are committed, one at a time.

  commits.py --binaries DIR --index INDEX --other COPY --queries FILE

INDEX and COPY, which the daemon does not serve, are changed. QUERIES is a file of the shared harness (`q`, `type`). Two
connections ask for three seconds without commits, three while COPY gets them, which takes from the processors what writing
takes, and three while INDEX does, in turns, when the lists of the queries are in memory. Prints Markdown.
"""
import argparse
import json
import multiprocessing
import os
import random
import re
import sqlite3
import time

import daemon
import scale

ROUNDS = 3
SECONDS = 3
A_SECOND = 10


def write(index, begin, text):
    """Commits articles as another program would, by way of FTS5."""
    connection = sqlite3.connect(index, isolation_level=None, timeout=10)
    words = re.findall("[a-z0-9]+", text.lower())
    chosen = random.Random(begin)
    for number in range(SECONDS * A_SECOND):
        time.sleep(max(0, begin + number / A_SECOND - time.time()))
        body = " ".join(chosen.choices(words, k=200))
        connection.execute("BEGIN IMMEDIATE")
        (last,) = connection.execute("SELECT max(id) FROM article").fetchone()
        connection.execute(
            "INSERT INTO article (id, language, title_terms, body_terms, rest_terms, key, content_hash, title, "
            "body_bytes, source_path) VALUES (?, 'en', 2, 200, 0, ?, zeroblob(16), 'New article', ?, '-')",
            (last + 1, f"commit-{time.time_ns()}", len(body)))
        connection.execute("INSERT INTO article_text (id, body) VALUES (?, ?)", (last + 1, body))
        connection.execute("INSERT INTO terms (rowid, title, body) VALUES (?, 'new article', ?)", (last + 1, body))
        stamp = chosen.getrandbits(62)
        connection.execute("UPDATE meta SET value = value + 1 WHERE name = 'generation'")
        connection.execute("UPDATE meta SET value = ? WHERE name = 'stamp'", (stamp,))
        connection.execute(
            "INSERT INTO generation_stamp SELECT value, ? FROM meta WHERE name = 'generation'", (stamp,))
        connection.execute("COMMIT")


def answers(socket_path, queries, index, text):
    """Whole answers a second; with commits where there is a text to make articles of."""
    counted = multiprocessing.Queue()
    begin = time.time() + 0.5
    processes = [
        multiprocessing.Process(target=scale.client, args=(socket_path, queries, seed, begin, counted, SECONDS))
        for seed in range(2)]
    if text:
        processes.append(multiprocessing.Process(target=write, args=(index, begin, text)))
    for process in processes:
        process.start()
    total = sum(counted.get() for _ in range(2))
    for process in processes:
        process.join()
    return total / SECONDS


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binaries", required=True)
    parser.add_argument("--index", required=True)
    parser.add_argument("--other", required=True)
    parser.add_argument("--queries", required=True)
    parser.add_argument("--socket", default=os.path.join(os.environ.get("TMPDIR", "/tmp"), "commits.socket"))
    arguments = parser.parse_args()
    with open(arguments.queries, encoding="utf-8") as lines:
        queries = [json.loads(line) for line in lines]
    connection = sqlite3.connect(arguments.index)
    (text,) = connection.execute("SELECT group_concat(body, ' ') FROM (SELECT body FROM article_text LIMIT 50)").fetchone()
    connection.close()
    process, client = daemon.start(arguments.binaries, arguments.index, arguments.socket)
    for _ in range(2):
        for query in queries:
            client.send(scale.request(query, 1))
    print("| without commits | into a copy | into the index | ratio | to a copy |\n|--:|--:|--:|--:|--:|")
    for _ in range(ROUNDS):
        quiet = answers(arguments.socket, queries, arguments.index, None)
        aside = answers(arguments.socket, queries, arguments.other, text)
        busy = answers(arguments.socket, queries, arguments.index, text)
        print(f"| {quiet:.0f} | {aside:.0f} | {busy:.0f} | {busy / quiet:.2f} | {busy / aside:.2f} |", flush=True)
    daemon.stop(process)


if __name__ == "__main__":
    main()
