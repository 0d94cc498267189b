"""Prints the indexing times that the shared harness noted for the corpus `ingest`. Takes the folder of its data.

Of searchd the time of `searchctl ingest` is taken, which reads JSON Lines; the making of that file is not. Tantivy is fed
by Python, which reads a table of tabs.
"""
import glob
import json
import os
import sys


def main(folder):
    with open(os.path.join(folder, "ingest.stats.json"), encoding="utf-8") as file:
        corpus = json.load(file)
    megabytes = corpus["raw_bytes"] / 1e6
    print(f"{corpus['docs']:,} articles, {megabytes:.1f} MB of text\n")
    print("| engine | wall s | MB/s | peak memory MB | index MB | index / text |")
    print("|---|--:|--:|--:|--:|--:|")
    for path in sorted(glob.glob(os.path.join(folder, "builds", "ingest", "*.json"))):
        with open(path, encoding="utf-8") as file:
            built = json.load(file)
        seconds = built.get("ingest_s", built["seconds"])
        print(
            f"| {built['engine']} | {seconds:.1f} | {megabytes / seconds:.1f} | {built['peak_rss_mb']:.0f} | "
            f"{built['index_mb']:.0f} | {built['size_ratio']:.2f} |")


main(sys.argv[1])
