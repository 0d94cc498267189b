#!/usr/bin/env python3
"""How well copies of articles are told from other articles on the same event, and what it costs.

Copies are made from articles of two news archives and ingested together with all of the archives: the text edited word by word,
cut, with sentences left out, with a paragraph of another site before and behind, with a new beginning, each under another
headline. A copy is found when it has the story of the article it was made from.

Other articles on the same event are, for articles of each archive, the one of about the same time whose words are
most alike (cosine of tf-idf) under another headline. Where the longest common subsequence of words is half of the shorter text or
more, a pair is undecided: such pairs are counted apart, and those that were merged are listed to be read.

Then whole corpora are ingested, and their stories counted, largest first.
"""
import argparse
import collections
import difflib
import json
import lzma
import math
import os
import random
import re
import sqlite3
import subprocess
import tempfile
import time

WORD = re.compile(r"\w+")
SENTENCE = re.compile(r"(?<=[.!?])\s+")
ARCHIVES = {"reuters-21578": 1_000, "wikinews-en": 1_000}
CORPORA = ["reuters-21578", "wikinews-en", "simplewiki", "arxiv-40k"]
LEAST_WORDS = 120


def load(shared, name):
    with lzma.open(f"{shared}/data/articles/{name}.jsonl.xz", "rt") as lines:
        return [json.loads(line) for line in lines]


def words(article):
    return WORD.findall(article["body"].lower())


class Maker:
    """Makes copies of articles; the same seed makes the same."""

    def __init__(self, articles, seed):
        self.random = random.Random(seed)
        self.others = [article for article in articles if len(words(article)) >= LEAST_WORDS]
        self.vocabulary = [word for article in self.others[:500] for word in article["body"].split()]

    def edited(self, text, share):
        """A share of the words left out, replaced or followed by another, a third each."""
        made = []
        for word in text.split():
            chance = self.random.random()
            if chance < share / 3:
                continue
            made.append(word if chance >= 2 * share / 3 else self.random.choice(self.vocabulary))
            if 2 * share / 3 <= chance < share:
                made.append(self.random.choice(self.vocabulary))
        return " ".join(made)

    def cut(self, text, share):
        parts = text.split(" ")
        return " ".join(parts[: int(len(parts) * share)])

    def thinned(self, text, share):
        sentences = SENTENCE.split(text)
        kept = [sentence for sentence in sentences if self.random.random() < share]
        return " ".join(kept or sentences[:1])

    def framed(self, text, count):
        """So many words of another article around it, half before, half behind, as menus and teasers are."""
        other = []
        while len(other) < 3 * count:
            other = self.random.choice(self.others)["body"].split()
        other = other[:count]
        return " ".join(other[: len(other) // 2]) + "\n\n" + text + "\n\n" + " ".join(other[len(other) // 2 :])

    def begun_anew(self, text):
        """Two sentences of another article in place of the first, as in an updated version."""
        other = SENTENCE.split(self.random.choice(self.others)["body"])[:2]
        return " ".join(other + SENTENCE.split(text)[1:])

    KINDS = {
        "same text, other headline": lambda self, text: text,
        "2 % of words edited": lambda self, text: self.edited(text, 0.02),
        "5 % of words edited": lambda self, text: self.edited(text, 0.05),
        "10 % of words edited": lambda self, text: self.edited(text, 0.10),
        "cut to 70 %": lambda self, text: self.cut(text, 0.7),
        "cut to 50 %": lambda self, text: self.cut(text, 0.5),
        "cut to 35 %": lambda self, text: self.cut(text, 0.35),
        "30 % of sentences left out": lambda self, text: self.thinned(text, 0.7),
        "half of sentences left out": lambda self, text: self.thinned(text, 0.5),
        "80 words around it": lambda self, text: self.framed(text, 80),
        "200 words around it": lambda self, text: self.framed(text, 200),
        "new beginning": lambda self, text: self.begun_anew(text),
        "5 % edited, cut to 60 %": lambda self, text: self.edited(self.cut(text, 0.6), 0.05),
        "cut to 70 %, 40 words around it": lambda self, text: self.framed(self.cut(text, 0.7), 40),
    }

    def copies(self, article):
        for number, (kind, make) in enumerate(self.KINDS.items()):
            title = self.random.choice(self.others)["title"]
            copy = {"id": f"copy:{number}:{article['id']}", "title": title, "body": make(self, article["body"])}
            yield kind, copy


def ingest(binaries, articles, folder):
    """Makes an index; returns its path and the seconds it took."""
    path, index = f"{folder}/articles.jsonl", f"{folder}/index.db"
    with open(path, "w") as lines:
        for article in articles:
            lines.write(json.dumps(article) + "\n")
    for suffix in ["", "-wal", "-shm", ".lock"]:
        if os.path.exists(index + suffix):
            os.unlink(index + suffix)
    begin = time.monotonic()
    subprocess.run([f"{binaries}/searchctl", "ingest", "--quiet", "--index", index, path], check=True)
    return index, time.monotonic() - begin


def stories(index):
    with sqlite3.connect(f"file:{index}?mode=ro", uri=True) as database:
        return dict(database.execute("SELECT key, story FROM article JOIN article_story USING (id)"))


def neighbours(articles, count, seed):
    """For some articles the one of about the same time with the most similar words under another headline."""
    bags = [collections.Counter(words(article)) for article in articles]
    documents = collections.Counter(word for bag in bags for word in bag)

    def vector(bag):
        weights = {word: (1 + math.log(n)) * math.log(len(bags) / documents[word]) for word, n in bag.items()}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1
        return {word: weight / length for word, weight in weights.items()}

    # The archives are in order of time, and these are one to three days of each.
    reach = 150
    chosen = [i for i, bag in enumerate(bags) if sum(bag.values()) >= LEAST_WORDS / 2]
    vectors = {}
    for i in random.Random(seed).sample(chosen, min(count, len(chosen))):
        best = (0.0, None)
        for j in range(max(0, i - reach), min(len(articles), i + reach + 1)):
            if j == i or sum(bags[j].values()) < LEAST_WORDS / 2:
                continue
            if WORD.findall(articles[j]["title"].lower()) == WORD.findall(articles[i]["title"].lower()):
                continue
            for k in (i, j):
                if k not in vectors:
                    vectors[k] = vector(bags[k])
            small, large = sorted((vectors[i], vectors[j]), key=len)
            best = max(best, (sum(weight * large.get(word, 0) for word, weight in small.items()), j), key=lambda b: b[0])
        if best[1] is not None:
            yield articles[i], articles[best[1]]


def common_share(first, second):
    """The part of the shorter text's words in the longest common subsequence, about: that of matching blocks."""
    a, b = words(first), words(second)
    blocks = difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / min(len(a), len(b))


def judge(binaries, shared, folder, seed):
    found, made, apart, merged, undecided = collections.Counter(), collections.Counter(), 0, [], []
    for name, count in ARCHIVES.items():
        articles = load(shared, name)
        maker = Maker(articles, seed)
        pairs = []
        for article in random.Random(seed).sample(maker.others, count):
            pairs += [(kind, article["id"], copy) for kind, copy in maker.copies(article)]
        index, _ = ingest(binaries, articles + [copy for _, _, copy in pairs], folder)
        story = stories(index)
        for kind, original, copy in pairs:
            # Too short for anybody to tell.
            if len(words(copy)) < LEAST_WORDS / 2:
                continue
            made[kind] += 1
            found[kind] += story[original] == story.get(copy["id"])
        index, _ = ingest(binaries, articles, folder)
        story = stories(index)
        seen = set()
        for first, second in neighbours(articles, count, seed):
            pair = frozenset((first["id"], second["id"]))
            if pair in seen:
                continue
            seen.add(pair)
            is_merged = story.get(first["id"]) == story.get(second["id"])
            if common_share(first, second) >= 0.5:
                undecided.append((is_merged, first, second))
            elif is_merged:
                merged.append((first, second))
            else:
                apart += 1
    print("| copies made | pairs | found |\n|---|--:|--:|")
    for kind in Maker.KINDS:
        print(f"| {kind} | {made[kind]} | {found[kind] / made[kind]:.3f} |")
    positives, negatives = sum(found.values()), apart + len(merged)
    print(f"| **all** | {made.total()} | **{positives / made.total():.3f}** |\n")
    print(f"other articles on the same event: {negatives} pairs, {len(merged)} merged")
    print(f"precision over both: {positives / (positives + len(merged)):.4f}, recall {positives / made.total():.4f}")
    share = sum(is_merged for is_merged, _, _ in undecided)
    print(f"undecided: {len(undecided)} pairs with half of the words in the same order, {share} merged")
    for label, pairs in [("merged", merged), ("undecided, merged", [p[1:] for p in undecided if p[0]])]:
        for first, second in pairs[:40]:
            print(f"  {label}: {first['id']} “{first['title']}” / {second['id']} “{second['title']}”")


def count(binaries, shared, folder):
    print("\n| corpus | articles | copies | largest stories | seconds | bytes an article |")
    print("|---|--:|--:|---|--:|--:|")
    for name in CORPORA:
        articles = load(shared, name)
        index, seconds = ingest(binaries, articles, folder)
        sizes = collections.Counter(stories(index).values())
        copies = sum(size - 1 for size in sizes.values())
        largest = " ".join(str(size) for _, size in sizes.most_common(5))
        with sqlite3.connect(f"file:{index}?mode=ro", uri=True) as database:
            size = database.execute(
                "SELECT sum(pgsize) FROM dbstat WHERE name IN ('article_story', 'article_copy')"
            ).fetchone()[0]
        print(f"| {name} | {len(articles)} | {copies} | {largest} | {seconds:.1f} | {size / len(articles):.0f} |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binaries", required=True, help="the folder of the release binaries")
    parser.add_argument("--shared", required=True, help="the folder of the shared data")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        judge(options.binaries, options.shared, scratch, options.seed)
        count(options.binaries, options.shared, scratch)
