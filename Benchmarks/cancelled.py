#!/usr/bin/env python3
"""Measures how soon a query thread is free when the client of a heavy query goes away.

  cancelled.py --binaries DIR --index INDEX

The daemon has one query thread and next to no memory for posting lists. A client asks something heavy and closes its connection
some milliseconds later; then another asks something light. Prints Markdown.
"""
import argparse
import os
import time
from urllib.parse import urlencode

import daemon

HEAVY = ("s*", "a*", "t* OR c*", 'NEAR("the" "of" "and", 5)', '"of the" OR "in the"', "p* q* r*")
DELAYS = (0.005, 0.02, 0.05, 0.1)


def request(query):
    return daemon.Connection.request("/v1/search?" + urlencode({"q": query, "limit": 10}))


def seconds(connection, query):
    started = time.perf_counter()
    connection.send(request(query))
    return time.perf_counter() - started


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binaries", required=True)
    parser.add_argument("--index", required=True)
    parser.add_argument("--socket", default=os.path.join(os.environ.get("TMPDIR", "/tmp"), "cancelled.socket"))
    arguments = parser.parse_args()
    few = ("--query-threads", "1", "--cache-mb", "1")
    with daemon.daemon(arguments.binaries, arguments.index, arguments.socket, *few) as connection:
        time.sleep(3)
        seconds(connection, "harbour")
        print("| heavy query | whole ms | light one behind a client that left, ms |\n|---|--:|--:|")
        for query in HEAVY:
            whole = seconds(connection, query)
            waits = []
            for delay in DELAYS:
                if delay > whole * 0.8:
                    continue
                leaver = daemon.Connection(arguments.socket)
                leaver.socket.sendall(request(query))
                time.sleep(delay)
                leaver.socket.close()
                waits.append(f"{seconds(connection, 'harbour') * 1000:.1f}")
                time.sleep(0.2)
            print(f"| `{query}` | {whole * 1000:.0f} | {', '.join(waits)} |", flush=True)


if __name__ == "__main__":
    main()
