#!/usr/bin/env python3
"""Holds the documents against the repository: links, quoted files, and every function, case, code and key that they name."""

import json
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FAULTS = []


def fault(file, message):
    FAULTS.append(f"{Path(file).relative_to(ROOT)}: {message}")


def read(path):
    return (ROOT / path).read_text(encoding="utf-8")


def pages():
    found = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
    for folder in ("docs", "fixtures", "fuzz", "examples", "benches", "crates"):
        found += sorted((ROOT / folder).rglob("*.md"))
    return [page for page in found if page.is_file() and "target" not in page.parts]


def links():
    for page in pages():
        text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.S)
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            path = target.split("#")[0]
            if "://" in target:
                fault(page, f"names a web address: {target}")
            elif path and not (page.parent / path).exists():
                fault(page, f"links to {target}, which is not there")


def place(path):
    """The text of a file that a rule names: in crates/, or from the root."""
    for base in ("crates", "."):
        if (ROOT / base / path).is_file():
            return (ROOT / base / path).read_text(encoding="utf-8")
    return None


def cases(rulebook):
    """The worked cases of a rulebook by name, each with its file."""
    files = sorted((ROOT / "fixtures/rulebooks" / rulebook / "cases").glob("*.toml"))
    return {case["name"]: file for file in files for case in tomllib.loads(file.read_text(encoding="utf-8"))["case"]}


def calculation():
    page = ROOT / "docs/calculation.md"
    text = page.read_text(encoding="utf-8")
    rules = [int(number) for number in re.findall(r"^\*\*(\d+)\.", text, flags=re.M)]
    if rules != list(range(1, len(rules) + 1)):
        fault(page, f"the rules are not numbered in order: {rules}")
    if len(re.findall(r"^- Code: ", text, flags=re.M)) != len(rules):
        fault(page, "a rule without its code")
    for line in re.findall(r"^- (?:Code|Shown by): (.*)$", text, flags=re.M):
        for path, name in re.findall(r"`([^` ]+\.(?:rs|toml))` `([^`]+)`", line):
            held = place(path)
            if held is None or not re.search(rf"\b{re.escape(name)}\b", held):
                fault(page, f"{path} has no {name}")
        for rulebook, name in re.findall(r"\b([a-z0-9_]+) \"([^\"]+)\"", line):
            if name not in cases(rulebook):
                fault(page, f"{rulebook} has no case {name!r}")


def glossary():
    page = ROOT / "docs/glossary.md"
    sources = {folder.name.replace("-", "_"): "".join(file.read_text(encoding="utf-8") for file in folder.rglob("src/**/*.rs"))
               for folder in (ROOT / "crates").iterdir() if folder.is_dir()}
    for crate, name in re.findall(r"`(openras_\w+)::(\w+)", page.read_text(encoding="utf-8")):
        if not re.search(rf"pub (?:struct|enum|trait|mod|fn) {name}\b", sources.get(crate, "")):
            fault(page, f"{crate} has no {name}")


def rulebook():
    page = ROOT / "docs/rulebook.md"
    text = page.read_text(encoding="utf-8")
    words = set(re.findall(r"[a-z_]+", text))
    for word, severity, meaning in re.findall(r'^    \w+ "(\w+)" (\w+) "(.*)";$', read("crates/openras-core/src/code.rs"), re.M):
        warning = " (warning)" if severity == "Warning" else ""
        if f"| `{word}`{warning} | {meaning.rstrip('.')} |" not in text:
            fault(page, f"the code {word} is missing, or has another meaning in code.rs")
    functions = read("crates/openras-formula/src/functions.rs").split("RESERVED")[1].split("];")[0]
    units = read("crates/openras-core/src/unit.rs").split("const BASES")[1].split(";\n")[0]
    for word in re.findall(r'"(\w+)"', functions + units):
        if word not in words:
            fault(page, f"{word} of the formula language is missing")
    for name in ("rulebook", "questionnaire", "scheme", "cases"):
        file = ROOT / f"docs/schema/{name}.schema.json"
        if not file.is_file():
            fault(page, f"docs/schema/{name}.schema.json is not there")
            continue
        for key in sorted(keys(json.loads(file.read_text(encoding="utf-8"))) - words):
            fault(page, f"the key {key} of {name} is missing")


def keys(schema):
    """Every key that a schema declares, wherever it stands."""
    if isinstance(schema, list):
        return set().union(*map(keys, schema))
    if not isinstance(schema, dict):
        return set()
    own = schema.get("properties")
    own = set(own) if isinstance(own, dict) else set()
    return own.union(*(keys(inner) for inner in schema.values()))


def quotes():
    quoted = {
        "README.md": ("```rust,no_run\n", "examples/src/bin/first.rs"),
        "docs/auditing.md": ("```python\n", "fixtures/oracle/digest.py"),
    }
    for page, (fence, file) in quoted.items():
        if f"{fence}{read(file)}```" not in read(page):
            fault(ROOT / page, f"does not quote {file} as it is")


if __name__ == "__main__":
    for check in (links, calculation, glossary, rulebook, quotes):
        check()
    print("\n".join(FAULTS) or f"{len(pages())} pages hold")
    sys.exit(bool(FAULTS))
