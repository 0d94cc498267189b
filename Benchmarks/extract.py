#!/usr/bin/env python3
"""Main content and metadata of web pages: searchctl extract beside trafilatura, readability-lxml and resiliparse.

The pages are those of WCXB, whose word-level precision, recall and F1 are computed here as its evaluate.py does. A fact
is right when it equals the ground truth: titles and names without case and punctuation, dates by their day. The time is
processor time of one page in one thread, parsing included, start-up of the process not.
"""
import argparse
import collections
import contextlib
import gzip
import importlib.metadata
import io
import json
import logging
import os
import re
import resource
import subprocess
import tarfile
import tempfile
import time

TYPES = ["article", "forum", "product", "collection", "listing", "documentation", "service"]


def load(path):
    """The pages of the archive by number: HTML and ground truth."""
    pages = collections.defaultdict(dict)
    with tarfile.open(path) as archive:
        for member in archive:
            name = os.path.basename(member.name)
            if name.endswith(".html.gz"):
                pages[name.split(".")[0]]["html"] = gzip.decompress(archive.extractfile(member).read())
            elif "ground-truth/" in member.name and name.endswith(".json"):
                truth = json.load(archive.extractfile(member))
                kind = truth["_internal"]["page_type"]["primary"]
                pages[name.split(".")[0]].update(truth["ground_truth"], kind=kind, url=truth["url"])
    return {number: page for number, page in sorted(pages.items()) if "html" in page and "main_content" in page}


def words(text):
    return re.findall(r"\w+", (text or "").lower())


def scores(predicted, reference):
    predicted, reference = words(predicted), words(reference)
    if not predicted or not reference:
        return (float(predicted == reference),) * 3
    common = sum((collections.Counter(predicted) & collections.Counter(reference)).values())
    return common / len(predicted), common / len(reference), 2 * common / (len(predicted) + len(reference))


def share(text, snippets):
    return sum(snippet.lower() in text.lower() for snippet in snippets) / len(snippets) if snippets else None


def fold(text):
    return " ".join(words(text))


def names(text):
    parts = re.split(r"\s*(?:;|,|\band\b|&)\s*", text or "")
    return sorted(fold(part) for part in parts if part)


# Each extractor gives {number: {"body", "title", "author", "date"}} and the milliseconds a page takes.


def searchctl(pages, binaries):
    with tempfile.TemporaryDirectory() as folder:
        for number, page in pages.items():
            with open(f"{folder}/{number}.html", "wb") as file:
                file.write(page["html"])
        # The standard input adds nothing but the start of the process.
        start = processor_time([f"{binaries}/searchctl", "extract", "/dev/null"])[0]
        seconds, output = processor_time([f"{binaries}/searchctl", "extract", folder])
    found = {}
    for line in output.decode().splitlines():
        article = json.loads(line)
        number = os.path.basename(article["source"]["path"]).split(".")[0]
        found[number] = {
            "body": article["body"], "title": article["title"], "author": article.get("author"),
            "date": article.get("published")}
    return found, (seconds - start) * 1000 / len(pages)


def processor_time(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    output = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, output


def in_process(pages, extract):
    found, started = {}, time.process_time()
    for number, page in pages.items():
        with contextlib.suppress(Exception), contextlib.redirect_stderr(io.StringIO()):
            found[number] = extract(page["html"])
    return found, (time.process_time() - started) * 1000 / len(pages)


def trafilatura():
    from trafilatura import bare_extraction

    def extract(html):
        found = bare_extraction(html, with_metadata=True)
        return {"body": found.text, "title": found.title, "author": found.author, "date": found.date}
    return extract


def readability():
    import lxml.html
    from readability import Document

    def extract(html):
        document = Document(html.decode(errors="replace"))
        body = lxml.html.fromstring(document.summary(html_partial=True)).text_content()
        return {"body": body, "title": document.short_title(), "author": document.author()}
    return extract


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    from resiliparse.parse.html import HTMLTree

    def extract(html):
        tree = HTMLTree.parse(bytes_to_str(html, detect_encoding(html)))
        return {"body": extract_plain_text(tree, main_content=True), "title": tree.title}
    return extract


def mean(values):
    values = [value for value in values if value is not None]
    return sum(values) / len(values) if values else 0


def judge(pages, found):
    """Per page: scores and, where the ground truth has the fact, whether it is right."""
    judged = []
    for number, page in pages.items():
        got = found.get(number, {})
        body = got.get("body") or ""
        result = dict(zip(("P", "R", "F1"), scores(body, page["main_content"])), kind=page["kind"], number=number)
        result["with"], result["without"] = share(body, page.get("with")), share(body, page.get("without"))
        if page.get("title"):
            result["title"] = fold(got.get("title")) == fold(page["title"])
        if page.get("author"):
            result["author"] = names(got.get("author")) == names(page["author"])
        if page.get("publish_date"):
            result["date"] = (got.get("date") or "")[:10] == page["publish_date"][:10]
        judged.append(result)
    return judged


def report(name, judged, milliseconds):
    by_kind = [mean(r["F1"] for r in judged if r["kind"] == kind) for kind in TYPES]
    overall = [mean(r[key] for r in judged) for key in ("P", "R", "F1")]
    cells = " | ".join(f"{value:.3f}" for value in overall + by_kind)
    facts = " | ".join(f"{100 * mean(r.get(key) for r in judged):.1f}" for key in
                       ("with", "without", "title", "author", "date"))
    print(f"| {name} | {cells} | {facts} | {milliseconds:.1f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--binaries", required=True, help="the folder of the release binaries")
    parser.add_argument("--pages", required=True, help="wcxb-dev.tar")
    parser.add_argument("--half", choices=["odd", "even"], help="every other page only")
    parser.add_argument("--pages-to", help="a file for the figures of each page")
    parser.add_argument("--alone", action="store_true", help="without the others")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)

    pages = load(options.pages)
    if options.half:
        kept = list(pages)[0 if options.half == "odd" else 1::2]
        pages = {number: pages[number] for number in kept}
    counts = collections.Counter(page["kind"] for page in pages.values())
    print(f"{len(pages)} pages: " + ", ".join(f"{counts[kind]} {kind}" for kind in TYPES) + "\n")
    print("| extractor | P | R | F1 | " + " | ".join(TYPES)
          + " | with % | without % | title % | author % | date % | ms a page |")
    print("|---" + "|--:" * (len(TYPES) + 9) + "|", flush=True)
    found, milliseconds = searchctl(pages, options.binaries)
    judged = judge(pages, found)
    report("searchctl extract", judged, milliseconds)
    if options.pages_to:
        with open(options.pages_to, "w") as file:
            for result in judged:
                file.write(json.dumps(dict(result, found=found.get(result["number"], {}))) + "\n")
    if options.alone:
        return
    others = {"trafilatura": trafilatura, "readability-lxml": readability, "resiliparse": resiliparse}
    for package, make in others.items():
        try:
            extract = make()
        except ImportError:
            print(f"\n{package} is not installed and left out")
            continue
        found, milliseconds = in_process(pages, extract)
        report(f"{package} {importlib.metadata.version(package)}", judge(pages, found), milliseconds)


if __name__ == "__main__":
    main()
