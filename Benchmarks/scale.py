#!/usr/bin/env python3
"""Measures start, memory, growth and throughput of searchd on the corpora of Benchmarks/million.py.

  scale.py --binaries DIR --data DIR --queries FILE CORPUS.jsonl ...

Builds an index of each corpus below DIR unless it is there. QUERIES is a file of the shared harness (`q`, `type`).
Prints Markdown. Times are microseconds unless said; the pages of the index are in memory.
"""
import argparse
import json
import multiprocessing
import os
import random
import subprocess
import sys
import time
from urllib.parse import urlencode

import daemon

STARTS = 5
PASSES = 3
SECONDS = 8
CLIENTS = (1, 2, 4)


def request(query, snippets):
    """The bytes that ask for the ten best of a query."""
    parameters = {**daemon.parameters(query), "limit": 10, "snippets": snippets}
    return daemon.Connection.request("/v1/search?" + urlencode(parameters))


def resident(process):
    """The memory of a process that is no file's, in bytes."""
    with open(f"/proc/{process.pid}/status", encoding="ascii") as lines:
        found = dict(line.split(":", 1) for line in lines)
    return int(found["RssAnon"].split()[0]) * 1024


def start(arguments, index, query):
    """Starts the daemon; returns it, its connection, and seconds until it listens and until the first answer after that."""
    started = time.perf_counter()
    process, connection = daemon.start(arguments.binaries, index, arguments.socket)
    listening = time.perf_counter()
    connection.send(request(query, 1))
    return process, connection, listening - started, time.perf_counter() - listening


def starts(arguments, index, queries, forget):
    """Median seconds of listening and of the first answer, over a few starts."""
    found = []
    for number in range(STARTS):
        if forget:
            for suffix in ("-columns", "-hot"):
                if os.path.exists(index + suffix):
                    os.remove(index + suffix)
        process, _, listening, answered = start(arguments, index, queries[number])
        found.append((listening, answered))
        daemon.stop(process)
    return [daemon.percentile([pair[part] for pair in found], 50) for part in (0, 1)]


def times(connection, queries):
    """For each query the least engine time as reported and the least time of a whole answer."""
    engine, whole = [[] for _ in queries], [[] for _ in queries]
    for _ in range(PASSES):
        for number, query in enumerate(queries):
            took = json.loads(connection.send(request(query, 0)))["took_us"]
            engine[number].append(took["parse"] + took["match"] + took["rank"])
            asked = request(query, 1)
            started = time.perf_counter()
            connection.send(asked)
            whole[number].append((time.perf_counter() - started) * 1e6)
    return [min(runs) for runs in engine], [min(runs) for runs in whole]


def client(socket_path, queries, seed, begin, counted, seconds=SECONDS):
    """Counts the answers that one connection gets."""
    connection = daemon.Connection(socket_path)
    requests = [request(query, 1) for query in queries]
    random.Random(seed).shuffle(requests)
    while time.time() < begin:
        time.sleep(0.001)
    end = time.perf_counter() + seconds
    done = 0
    while time.perf_counter() < end:
        connection.send(requests[done % len(requests)])
        done += 1
    counted.put(done)


def throughput(arguments, queries, clients):
    """Whole answers a second."""
    counted = multiprocessing.Queue()
    begin = time.time() + 1
    processes = [
        multiprocessing.Process(target=client, args=(arguments.socket, queries, seed, begin, counted))
        for seed in range(clients)
    ]
    for process in processes:
        process.start()
    total = sum(counted.get() for _ in processes)
    for process in processes:
        process.join()
    return total / SECONDS


def measure(arguments, corpus, queries):
    """Measures one corpus and prints its tables."""
    name = os.path.splitext(os.path.basename(corpus))[0]
    index = os.path.join(arguments.data, f"{name}.sqlite")
    if not os.path.exists(index):
        command = [f"{arguments.binaries}/searchctl", "ingest", "--index", index, corpus]
        subprocess.run(["/usr/bin/time", "-f", "%e s, %M KiB peak", *command], check=True)
    scanned = starts(arguments, index, queries, forget=True)
    kept = starts(arguments, index, queries, forget=False)
    process, connection, *_ = start(arguments, index, queries[0])
    stats = json.loads(connection.get("/v1/stats"))
    articles = stats["articles"]
    print(f"\n**{name}: {articles} articles, {os.path.getsize(index) / 1e6:.0f} MB**\n")
    for what, (listening, answered) in (("columns read from the index", scanned), ("columns kept", kept)):
        print(f"- start, {what}: listening after {listening * 1000:.0f} ms, first answer {answered * 1000:.1f} ms later")
    engine, whole = times(connection, queries)
    print("\n| queries | engine p50 | p99 | whole answer p50 | p99 |\n|---|--:|--:|--:|--:|")
    for kind in ("term", "and", "or", "phrase"):
        numbers = [number for number, query in enumerate(queries) if query["type"] == kind]
        cells = [
            f"{daemon.percentile([found[number] for number in numbers], percent):.0f}"
            for found in (engine, whole) for percent in (50, 99)
        ]
        print(f"| {kind} | " + " | ".join(cells) + " |")
    for clients in CLIENTS:
        print(f"\n{clients} connections: {throughput(arguments, queries, clients):.0f} whole answers a second", end="")
    cache = next(
        int(float(line.split()[1])) for line in connection.get("/metrics").decode().splitlines()
        if line.startswith("searchd_postings_bytes "))
    memory = resident(process)
    print(
        f"\n\nmemory {memory / 1e6:.0f} MB, posting lists {cache / 1e6:.0f} MB of it; besides them "
        f"{(memory - cache) / articles:.0f} bytes an article")
    daemon.stop(process)
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binaries", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--queries", required=True)
    parser.add_argument("corpora", nargs="+")
    arguments = parser.parse_args()
    arguments.socket = os.path.join(arguments.data, "scale.socket")
    with open(arguments.queries, encoding="utf-8") as lines:
        queries = [json.loads(line) for line in lines]
    for corpus in arguments.corpora:
        measure(arguments, corpus, queries)


if __name__ == "__main__":
    main()
