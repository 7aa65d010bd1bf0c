"""Prints pages by a headless browser, each twice: `pdf.py CHROMIUM FOLDER PAGE…`. Exit 1 where a PDF is not tagged, or two of one page
differ in more than the time at which they were made and the browser's own numbers of cells."""

import re
import subprocess
import sys
import time
from pathlib import Path

# What the browser writes from its clock.
TIMES = re.compile(rb"/(?:CreationDate|ModDate) \(D:\d{14}[^)]*\)")
# The browser's own name of a cell that heads others: its number among everything the browser has made, which wanders.
CELL = re.compile(rb"\(node\d+\)")
# The parts of a tagged document: the tree of its structure, a heading of the whole, paragraphs.
TAGGED = (rb"/StructTreeRoot \d+ 0 R", rb"/MarkInfo\s*<</Type /MarkInfo\s*/Marked true>>", rb"/S /H1\b", rb"/S /P\b")


def printed(chromium: str, page: Path, to: Path) -> bytes:
    """The page as a PDF, as docs/letters.md says how."""
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={to}", str(page)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return to.read_bytes()


def content(pdf: bytes) -> bytes:
    """What two prints share: no times, and cells numbered in the order in which they are named."""
    numbers: dict[bytes, int] = {}
    return CELL.sub(lambda cell: b"(cell %d)" % numbers.setdefault(cell[0], len(numbers)), TIMES.sub(b"", pdf))


def problems(page: Path, first: bytes, second: bytes) -> list[str]:
    """What is wrong with two prints of one page."""
    found = [f"no {mark.decode()}" for mark in TAGGED if not re.search(mark, first)]
    html = page.read_text(encoding="utf-8")
    language = re.search(r'<html lang="([^"]+)"', html)
    if not language or f"/Lang ({language[1]})".encode() not in first:
        found.append("not in the language of its page")
    for element, name in (("<table", b"/S /Table"), ("<li", b"/S /LI"), ("<h2", b"/S /H2")):
        if html.count(element) > 0 and not re.search(name + rb"\b", first):
            found.append(f"no {name.decode()}, and the page has {element}>")
    if len(TIMES.findall(first)) != 2:
        found.append("other dates than two")
    if content(first) != content(second):
        found.append("two prints differ in more than their dates and the numbers of cells")
    return found


def main() -> int:
    chromium, folder, *pages = sys.argv[1:]
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    pairs = []
    for page in map(Path, pages):
        first = printed(chromium, page, folder / f"{page.stem}.pdf")
        pairs.append((page, first))
    time.sleep(1.1)  # So that the clock has moved on between the two prints of each.
    count = 0
    for page, first in pairs:
        for problem in problems(page, first, printed(chromium, page, folder / f"{page.stem}.again.pdf")):
            print(f"{page.name}: {problem}")
            count += 1
    print(f"{len(pairs)} pages printed twice, {count} problems")
    return 1 if count or not pairs else 0


if __name__ == "__main__":
    sys.exit(main())
