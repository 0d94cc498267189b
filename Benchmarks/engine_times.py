"""Prints what searchd itself says its ranking took beside the times of the other engines, from one run of the harness.

Takes the folder with `<date>-articles-engine.times.json` and `took-engine.json`. Ratios are geometric means over queries.
"""
import glob
import json
import math
import os
import sys


def percentile(values, percent):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * percent / 100))]


def ratio(times, others, numbers):
    shared = [number for number in numbers if number in others]
    if not shared:
        return "-"
    return f"{math.exp(sum(math.log(max(1, times[n]) / others[n]) for n in shared) / len(shared)):.2f}"


def tables(folder):
    """Yields, for first and repeated runs, the microseconds of each query by engine."""
    with open(sorted(glob.glob(os.path.join(folder, "*-articles-engine.times.json")))[-1], encoding="utf-8") as file:
        saved = json.load(file)
    with open(os.path.join(folder, "took-engine.json"), encoding="utf-8") as file:
        took = json.load(file)
    for title, key, run in (("first run, others between", "times_ns", "first"), ("repeated at once", "hot_ns", "hot")):
        times = {
            engine: {int(number): min(runs) / 1000 for number, runs in queries.items() if runs}
            for engine, queries in saved[key].items()
        }
        count = len(times["searchd"])
        times["searchd"] = {n: time for n, time in enumerate(took[run][:count]) if time is not None}
        yield title, times


def main(folder):
    with open(os.path.join(folder, "articles.queries.jsonl"), encoding="utf-8") as file:
        types = [json.loads(line)["type"] for line in file]
    for title, times in tables(folder):
        print(f"**From the text of a query to ranked ids, searchd as it reports it, microseconds; {title}**\n")
        print("| queries | engine | p50 | p95 | p99 | mean | to lucene | to pisa |")
        print("|---|---|--:|--:|--:|--:|--:|--:|")
        for kind in ("term", "and", "or", "phrase"):
            for engine, found in times.items():
                numbers = [number for number in found if types[number] == kind]
                if not numbers:
                    continue
                values = [found[number] for number in numbers]
                cells = [f"{percentile(values, percent):.0f}" for percent in (50, 95, 99)]
                cells.append(f"{sum(values) / len(values):.0f}")
                cells += [ratio(found, times.get(other, {}), numbers) for other in ("lucene", "pisa")]
                print(f"| {kind} | {engine} | " + " | ".join(cells) + " |")
        print()


main(sys.argv[1])
