"""Times whole answers of searchd over its socket: request sent to last byte of the JSON received, nothing decoded.

    answers.py BINARIES INDEX QUERIES [--passes N] [--count N] [-- SEARCHD OPTIONS]

QUERIES is JSON Lines with a member `query` each, in the notation of the Search Benchmark Game (`+word`, `"phrase"`); `.xz`
is read too. Every query is asked once unmeasured. Beside the exchange stand the stages that the daemon reports, the
exchange of an answer of one hit without passages and that of /healthz, whose difference is what the query thread adds.
"""
import argparse
import json
import lzma
import os
import tempfile
import time
from urllib.parse import urlencode

import daemon


def queries(path, count):
    """The texts of the first queries, and how many of the words must match."""
    with (lzma.open if path.endswith(".xz") else open)(path, "rt", encoding="utf-8") as lines:
        texts = list(dict.fromkeys(json.loads(line)["query"] for line in lines))[:count]
    return [{"q": text, "match": "all" if "+" in text else "any"} for text in texts]


def percentile(values, share):
    """The value below which a share of the values is."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def exchange(connection, request):
    """Microseconds from sending to the last byte, and the answer."""
    start = time.perf_counter_ns()
    body = connection.send(request)
    return (time.perf_counter_ns() - start) / 1000, body


def report(name, values):
    """Prints one line of the table."""
    shares = " ".join(f"{percentile(values, share):9.0f}" for share in (0.5, 0.95, 0.99))
    print(f"{name:24}{shares}{sum(values) / len(values):10.0f}")


def measure(connection, asked, passes):
    """Asks everything and prints the table."""
    targets = ["/v1/search?" + urlencode(parameters) for parameters in asked]
    requests = [connection.request(target + "&limit=10") for target in targets]
    for request in requests:
        connection.send(request)
    whole, bytes_sent, stages = [], [], {}
    for _ in range(passes):
        for request in requests:
            took, body = exchange(connection, request)
            whole.append(took)
            bytes_sent.append(len(body))
            for stage, value in json.loads(body)["took_us"].items():
                stages.setdefault(stage, []).append(value)
    print(f"{'microseconds':24}{'p50':>9} {'p95':>9} {'p99':>9}{'mean':>10}")
    report("whole answer", whole)
    for stage, values in stages.items():
        report("  took_us " + stage, values)
    for name, target in (("no snippets", "&limit=10&snippets=0"), ("one hit", "&limit=1&snippets=0")):
        bare = [connection.request(text + target) for text in targets]
        report(name, [exchange(connection, request)[0] for request in bare for _ in range(passes)])
    health = connection.request("/healthz")
    report("/healthz", [exchange(connection, health)[0] for _ in range(passes * len(targets))])
    print(f"bytes an answer: {sum(bytes_sent) / len(bytes_sent):.0f}")


def main():
    """Reads the command line and runs the daemon around the measurement."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binaries")
    parser.add_argument("index")
    parser.add_argument("queries")
    parser.add_argument("--passes", type=int, default=5)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("options", nargs="*")
    arguments = parser.parse_args()
    asked = queries(arguments.queries, arguments.count)
    with tempfile.TemporaryDirectory() as folder:
        socket = os.path.join(folder, "s")
        with daemon.daemon(arguments.binaries, arguments.index, socket, *arguments.options) as connection:
            measure(connection, asked, arguments.passes)


if __name__ == "__main__":
    main()
