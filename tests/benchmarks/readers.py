"""Readers: how much of a release each brings, how fast, and the memory that hostile files take."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.append(str(Path(__file__).parents[1]))  # where the tests keep what they write releases with

from made import PLAIN
from made_pages import EXPECTED, HEADLINE, PAGES
from test_readers_alike import FORMATS

from kg.facts import FactsFile
from kg.graph.copies import Copies
from kg.graph.likeness import Texts
from kg.graph.release import Release
from kg.readers import Document, read

from .corpus import Corpus
from .hostile import HOSTILE
from .table import row

_SECONDS = 2.0
#: Reads a file in a process of its own, and prints what came of it and the most memory of all processes.
_PROBE = """
import json, resource, sys
from kg.readers import Document, read
counts = {}
for item in read([sys.argv[1]]):
    counts[type(item).__name__] = counts.get(type(item).__name__, 0) + 1
own = next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(json.dumps([counts, max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024]))
"""


def share(some: Counter[str], whole: Counter[str]) -> float:
    """How many of the tokens are in the others."""
    return (some & whole).total() / max(1, some.total())


def tokens(text: str) -> Counter[str]:
    """The words, numbers and signs of a text."""
    return Counter(re.findall(r"\w+|[^\w\s]", text))


def releases(path: Path) -> Iterator[Document]:
    """The documents in a file."""
    return (item for item in read([path]) if isinstance(item, Document))


def fidelity(folder: Path) -> None:
    """Recall and precision of the tokens of one release in every format, and documents a second."""
    wanted = tokens(PLAIN)
    for name, data in FORMATS.items():
        path = folder / name
        path.write_bytes(data)
        found = tokens(next(releases(path)).text)
        figures = f"{share(wanted, found):.3f}  {share(found, wanted):.3f}  {rate(folder, name, data):6.0f}"
        row(f"{name}: recall, precision, documents a second", figures)


def pages(folder: Path) -> None:
    """The same of pages as wires and companies write them."""
    wanted = tokens(f"{HEADLINE}\n{EXPECTED}")
    for name, page in PAGES.items():
        path = folder / "page.html"
        path.write_text(page)
        found = tokens(next(releases(path)).text)
        row(f"{name}: recall, precision", f"{share(wanted, found):.3f}  {share(found, wanted):.3f}")


def rate(folder: Path, name: str, data: bytes) -> float:
    """How many copies of a file are read in a second, once the first is."""
    copies = folder / f"copies of {name}"
    copies.mkdir()
    for number in range(400):
        (copies / f"{number}-{name}").write_bytes(data)
    items = read([copies])
    next(items)
    begin, count = time.perf_counter(), 0
    for _ in items:
        count += 1
        if time.perf_counter() - begin > _SECONDS:
            break
    return count / (time.perf_counter() - begin)


def memory(folder: Path) -> None:
    """What comes of hostile files, in how much time and memory."""
    for name, write in HOSTILE.items():
        path = folder / name
        write(path)
        begin = time.perf_counter()
        probe = [sys.executable, "-c", _PROBE, str(path)]
        told = subprocess.run(probe, capture_output=True, check=True, text=True).stdout
        seconds = time.perf_counter() - begin
        counts, megabytes = json.loads(told)
        what = ", ".join(f"{number} {kind}" for kind, number in sorted(counts.items()))
        row(f"{name}: {what}", f"{megabytes} MB {seconds:5.1f} s")
        path.unlink()


def copies(corpus: Corpus) -> None:
    """Which releases of the corpus are taken for one; they go to the standard error, to be read."""
    documents = {document.id: document for document in corpus.documents}
    found = Copies(Texts(lambda name: documents[name].text))
    begin = time.process_time()
    for document in documents.values():
        found.put(document.id, Release.of(facts_of(document)))
    seconds = time.process_time() - begin
    classes = {found.all_of(name) for name in documents if len(found.all_of(name)) > 1}
    row("releases that are there in copies, copies", f"{len(classes)}  {sum(map(len, classes))}")
    row("finding copies, ms a release", f"{1000 * seconds / len(documents):.1f}")
    for same in sorted(map(sorted, classes)):
        sys.stderr.write(" | ".join(f"{name} {documents[name].title}" for name in same) + "\n")


def facts_of(document: Document) -> FactsFile:
    """A facts file without facts."""
    head = {"title": document.title, "published": document.published, "text": document.text}
    return FactsFile.model_validate({"document": document.id, **head})


def measure(corpus: Corpus) -> None:
    """Measure and print."""
    copies(corpus)
    with TemporaryDirectory() as folder:
        fidelity(Path(folder))
        pages(Path(folder))
        memory(Path(folder))
