#!/usr/bin/env python3
"""Runs the commands that the documents show, as they are written, in the order in which they stand.

commands.py OPENRAS PAGE…      every block ```sh of each page, in a folder of its own that has the fixtures in it

A command that is to end with another status than 0 says so behind it: `# ends with 1`. A block behind the line
`<!-- not run -->` is left out.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def commands(page):
    """Each command of a page with the status that it is to end with. A line that ends with a backslash goes on."""
    text = page.read_text(encoding="utf-8")
    for skipped, block in re.findall(r"(<!-- not run -->\n)?```sh\n(.*?)```", text, flags=re.S):
        for line in [] if skipped else block.replace("\\\n", " ").splitlines():
            status = re.search(r"# ends with (\d)\s*$", line)
            if line.strip() and not line.lstrip().startswith("#"):
                yield line, int(status[1]) if status else 0


def run(openras, page):
    """How many commands of a page did not end as they are to, and how many there are."""
    wrong, count = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for name in ("fixtures", "docs"):
            os.symlink(ROOT / name, Path(folder, name))
        paths = os.pathsep.join((str(openras.parent), os.environ["PATH"]))
        for command, status in commands(page):
            done = subprocess.run(["bash", "-c", command], cwd=folder, capture_output=True, text=True,
                                  stdin=subprocess.DEVNULL, env={**os.environ, "PATH": paths})
            count += 1
            if done.returncode != status:
                wrong += 1
                print(f"{page.name}: ended with {done.returncode} and not {status}: {command}\n{done.stdout}{done.stderr}")
    print(f"{page.name}: {count} commands")
    return wrong


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    binary = Path(sys.argv[1]).resolve()
    sys.exit(any([run(binary, Path(page).resolve()) for page in sys.argv[2:]]))
