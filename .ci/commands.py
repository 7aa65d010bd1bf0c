#!/usr/bin/env python3
"""Runs the commands that the documents show, as they are written, in the order in which they stand.

commands.py OPENRAS PAGE…      every block ```sh of each page, in a folder of its own that has the fixtures in it

A command that is to end with another status than 0 says so behind it: `# ends with 1`. A block behind the line
`<!-- not run -->` is left out. The commands of a page take ten minutes of the processor at most: whoever follows it waits for them.
"""

import os
import re
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SECONDS_MOST = 600


def commands(page):
    """Each command of a page with the status that it is to end with. A line that ends with a backslash goes on."""
    text = page.read_text(encoding="utf-8")
    for skipped, block in re.findall(r"(<!-- not run -->\n)?```sh\n(.*?)```", text, flags=re.S):
        for line in [] if skipped else block.replace("\\\n", " ").splitlines():
            status = re.search(r"# ends with (\d)\s*$", line)
            if line.strip() and not line.lstrip().startswith("#"):
                yield line, int(status[1]) if status else 0


def processor():
    """The processor's seconds that the commands have taken so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def run(openras, page):
    """How many commands of a page did not end as they are to; one more where together they take too long."""
    wrong, count, begun = 0, 0, processor()
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
    took = processor() - begun
    print(f"{page.name}: {count} commands, {took:.1f} s of the processor")
    return wrong + (took > SECONDS_MOST)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    binary = Path(sys.argv[1]).resolve()
    sys.exit(any([run(binary, Path(page).resolve()) for page in sys.argv[2:]]))
