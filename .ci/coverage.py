#!/usr/bin/env python3
"""docs/coverage.md, made from docs/coverage.toml: what each source document asks for, and what shows it.

coverage.py                 every piece of evidence is there, and docs/coverage.md is what would be written
coverage.py --openras PATH  the same, and every command ends and prints as is said of it
coverage.py --write         writes docs/coverage.md
"""

import argparse
import re
import shlex
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

sys.dont_write_bytecode = True
from docs import FAULTS, ROOT, cases, fault, read  # noqa: E402

DATA, PAGE = ROOT / "docs/coverage.toml", ROOT / "docs/coverage.md"
KINDS = ("rulebook", "case", "test", "command", "page")
HEAD = """# What the source documents ask for, and what shows it

Made from [coverage.toml](coverage.toml) by `.ci/coverage.py --write`. The requirements are in our own words. Each rulebook, worked case, test and page
named here is there; each command is run and prints what it is said to print, several lines in one folder one after the other. Commands are
run at the root of the repository. What nothing shows is said to be **missing**; what is not for a system like this is **outside**, with the reason.
"""


def subcommands():
    """The subcommands, as the command itself declares them."""
    body = read("crates/openras-cli/src/args/mod.rs").split("enum Command {")[1].split("\n}\n")[0]
    names = re.findall(r"^    ([A-Z]\w+)[ ({,]", body, flags=re.M)
    return {re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower() for name in names}


def listed(one_or_more):
    return [one_or_more] if isinstance(one_or_more, str) else one_or_more


def camel(code):
    """A code as the enum in Rust has it."""
    return "".join(map(str.capitalize, code.split("_")))


def lines(evidence):
    return [line for line in evidence["command"].splitlines() if line.strip()]


def wrong(evidence, known):
    """What is wrong with a piece of evidence, without running it."""
    kinds = [kind for kind in KINDS if kind in evidence]
    beside = {"command": {"exit", "prints", "soon"}, "test": {"of"}}
    allowed = set(kinds).union(*(beside.get(kind, ()) for kind in kinds))
    if len(kinds) != 1 or set(evidence) - allowed:
        return [f"one of {', '.join(KINDS)} is wanted, and nothing beside it: {evidence}"]
    match kinds[0], evidence[kinds[0]]:
        case "rulebook", name:
            there = (ROOT / "fixtures/rulebooks" / name / "rulebook.toml").is_file()
            return [] if there else [f"there is no rulebook {name}"]
        case "case", text:
            rulebook, _, name = text.partition(" ")
            return [] if name in cases(rulebook) else [f"{rulebook} has no case {name!r}"]
        case "test", text:
            path, _, name = text.partition(" ")
            held = read(path) if (ROOT / path).is_file() else ""
            codes = [code for code in listed(evidence.get("of", [])) if camel(code) not in held]
            there = re.search(rf"\bfn {re.escape(name)}\(", held)
            return [f"{path} knows no {code}" for code in codes] if there else [f"{path} has no test {name}"]
        case "page", path:
            return [] if (ROOT / path).is_file() else [f"there is no page {path}"]
    if evidence.get("soon"):
        return []
    found = [] if evidence.get("prints") else [f"a command without what it prints: {evidence['command']}"]
    for line in lines(evidence):
        program, subcommand, *words = shlex.split(line)
        if program != "openras" or subcommand not in known:
            found.append(f"there is no command `{program} {subcommand}`")
        found += [f"{word} is not there: {line}" for word in words if word.startswith("fixtures/") and not (ROOT / word).exists()]
    return found


def run(evidence, openras):
    """What is wrong with what a command does, in a folder of its own that has the fixtures."""
    with tempfile.TemporaryDirectory() as scratch:
        (Path(scratch) / "fixtures").symlink_to(ROOT / "fixtures")
        all_lines = lines(evidence)
        for at, line in enumerate(all_lines):
            last = at == len(all_lines) - 1
            words = [str(openras), *shlex.split(line)[1:]]
            done = subprocess.run(words, cwd=scratch, capture_output=True, text=True, timeout=120)
            wanted = evidence.get("exit", 0) if last else 0
            if done.returncode != wanted:
                return [f"`{line}` ended with {done.returncode}, not {wanted}: {done.stderr.strip()[:300]}"]
        said = " ".join((done.stdout + done.stderr).split())
        return [f"`{line}` does not print {text!r}" for text in listed(evidence["prints"]) if " ".join(text.split()) not in said]


def checked(sources, openras):
    known = subcommands()
    for source in sources:
        for requirement in source["requirement"]:
            shown, told = requirement.get("shown_by", []), {"missing", "outside"} & set(requirement)
            if set(requirement) - {"says", "shown_by", "missing", "outside"} or len(told) > 1:
                fault(DATA, f"keys of {source['id']}: {requirement['says']}")
            if not shown and not told or shown and "outside" in requirement:
                fault(DATA, f"nothing, or too much, is said of {source['id']}: {requirement['says']}")
            for evidence in shown:
                found = wrong(evidence, known)
                if not found and openras and "command" in evidence and not evidence.get("soon"):
                    found = run(evidence, openras)
                for message in found:
                    fault(DATA, f"{source['id']}: {message}")


def link(text, path):
    return f"[{text}]({path.removeprefix('docs/') if path.startswith('docs/') else '../' + path})"


def cell(evidence):
    match next((kind, evidence[kind]) for kind in KINDS if kind in evidence):
        case "rulebook", name:
            return "rulebook " + link(name, f"fixtures/rulebooks/{name}")
        case "case", text:
            rulebook, _, name = text.partition(" ")
            file = cases(rulebook)[name].relative_to(ROOT)
            return f"case of {rulebook}: {link(name, str(file))}"
        case "test", text:
            path, _, name = text.partition(" ")
            codes = ", ".join(f"`{code}`" for code in listed(evidence.get("of", [])))
            return "test " + link(f"`{name}`", path) + (f" ({codes})" if codes else "")
        case "page", path:
            return "page " + link(Path(path).name, path)
    ends = f" (ends with {evidence['exit']})" if evidence.get("exit") else ""
    later = " (not there yet)" if evidence.get("soon") else ""
    return "<br>".join(f"`{line.strip()}`" for line in lines(evidence)) + ends + later


def table(source):
    rows = [f"\n## {source['title']}, {source['date']}\n", "| it asks that | shown by |", "|---|---|"]
    for requirement in source["requirement"]:
        shown = [cell(evidence) for evidence in requirement.get("shown_by", [])]
        shown += [f"**{key}:** {requirement[key]}" for key in ("missing", "outside") if key in requirement]
        rows.append("| " + " | ".join(text.replace("|", "\\|") for text in (requirement["says"], "<br>".join(shown))) + " |")
    return "\n".join(rows) + "\n"


def standing(requirement):
    if "outside" in requirement:
        return "outside"
    soon = all(evidence.get("soon") for evidence in requirement.get("shown_by", []))
    return ("missing" if soon else "in part") if "missing" in requirement or soon else "shown"


def counts(sources):
    words = ("shown", "in part", "missing", "outside")
    rows = ["| document | requirements | " + " | ".join(words) + " |", "|---|---|---|---|---|---|"]
    for source in sources:
        found = [standing(requirement) for requirement in source["requirement"]]
        rows.append(f"| {source['title']} | {len(found)} | " + " | ".join(str(found.count(word)) for word in words) + " |")
    return "\n" + "\n".join(rows) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--openras", type=Path, help="the command, to run every command with")
    parser.add_argument("--write", action="store_true", help="write docs/coverage.md")
    given = parser.parse_args()
    sources = tomllib.loads(DATA.read_text(encoding="utf-8"))["source"]
    checked(sources, given.openras and given.openras.resolve())
    if not FAULTS:
        page = HEAD + counts(sources) + "".join(map(table, sources))
        if given.write:
            PAGE.write_text(page, encoding="utf-8")
        elif not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != page:
            fault(PAGE, "is not what .ci/coverage.py --write would write")
    total = sum(len(source["requirement"]) for source in sources)
    print("\n".join(FAULTS) or f"{total} requirements of {len(sources)} documents, and what shows each")
    sys.exit(bool(FAULTS))


if __name__ == "__main__":
    main()
