"""searchd for the side-by-side harness: JSON over HTTP on a Unix socket. Takes BINARY_DIR, the release binaries.

So that every engine matches the same articles by the same score, the texts are split by the harness's token rule before
they are ingested, queries name exact words (`=word`) and exact phrases, and the daemon ranks by plain BM25 over title and
body as one field (`similarity = bm25`). The time of an answer includes reading its JSON.

Beside the round trips that the harness measures, what the daemon itself says it took is kept: on closing,
`$BENCH_DATA/took-engine.json` gets for each query the least microseconds from the text of the query to ranked ids, of the
first runs and of the repeated ones.
"""
import json
import os
import subprocess
import sys
import time
from urllib.parse import urlencode

import orjson

from .base import Base, common

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
import daemon  # noqa: E402


class Query:
    """The requests of one query, and the times that the daemon gave for each."""

    def __init__(self, words, kind):
        text = '"' + " ".join(words) + '"' if kind == "phrase" else " ".join("=" + word for word in words)
        parameters = {"q": text, "match": "any" if kind == "or" else "all", "limit": 10}
        self.requests = {
            name: daemon.Connection.request("/v1/search?" + urlencode(parameters | {"snippets": snippets}))
            for name, snippets in (("engine", 0), ("end2end", 1))
        }
        self.took = {"first": [], "hot": []}


class Engine(Base):
    name = "searchd"
    daemon = True
    bm25 = "BM25 k1=1.2 b=0.75, title and body as one field, exact lengths"
    snippet = "the daemon's own"

    def __init__(self, corpus, variant=""):
        super().__init__(corpus, variant)
        self.binaries = os.environ["BINARY_DIR"]
        self.index = os.path.join(self.dir, "index.sqlite")
        self.socket = os.path.join(self.dir, "s")
        self.proc = None
        self.queries = []
        self.is_first = False

    def version(self):
        command = [f"{self.binaries}/searchd", "--version"]
        return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.decode().split()[-1]

    def build(self):
        self.fresh_dir()
        articles = os.path.join(self.dir, "articles.jsonl")
        with open(articles, "wb") as lines:
            for number, title, body in common.read_tsv(self.corpus, norm=True):
                lines.write(orjson.dumps({"id": str(number), "title": title, "body": body}) + b"\n")
        started = time.perf_counter()
        subprocess.run([f"{self.binaries}/searchctl", "ingest", "--quiet", "--index", self.index, articles], check=True)
        seconds = time.perf_counter() - started
        os.remove(articles)
        return {"ingest_s": seconds}

    def start(self):
        """Starts the daemon unless one answers on the socket; who started it stops it."""
        try:
            daemon.Connection(self.socket)
        except OSError:
            self.proc, _ = daemon.start(self.binaries, self.index, self.socket, "--similarity", "bm25")

    def open(self):
        self.start()
        self.connection = daemon.Connection(self.socket)
        self.health = daemon.Connection.request("/healthz")

    def prepare(self, q):
        self.queries.append(Query(q["q"], q["type"]))
        return self.queries[-1]

    def search(self, query, k=10):
        answer = orjson.loads(self.connection.send(query.requests["engine"]))
        took = answer["took_us"]
        query.took["first" if self.is_first else "hot"].append(took["parse"] + took["match"] + took["rank"])
        self.is_first = False
        return answer

    def page(self, query, k=10):
        return orjson.loads(self.connection.send(query.requests["end2end"]))

    def resolve(self, answer):
        return [(int(hit["key"]), hit["score"]) for hit in answer["hits"]]

    def noop(self):
        self.is_first = True
        return self.connection.send(self.health)

    def close(self):
        took = {run: [min(query.took[run], default=None) for query in self.queries] for run in ("first", "hot")}
        if any(took["first"]):
            with open(os.path.join(common.DATA, "took-engine.json"), "w", encoding="utf-8") as file:
                json.dump(took, file)
        if self.proc:
            daemon.stop(self.proc)
