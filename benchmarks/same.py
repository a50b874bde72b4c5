"""Whether two states of the package make the same records, and where not, which fields differ.

    git worktree add /tmp/before HEAD~3
    python benchmarks/same.py /tmp/before/src data/raw releases.jsonl --lines news.txt --limit 5000 --differences out.tsv

Runs the package under BEFORE and the one of this checkout on the same texts (whatever `extract run` reads; `--lines` names
files that hold a text a line), prints the SHA-256 of both outputs and, for each field, in how many records it differs.
`produced_by` is left out: it names the version. Exit code 1 where a record differs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent / "src"
SHOWN = 160     # characters of a value in the list of differences


def texts_of(files: Sequence[Path], limit: int | None, to: Path) -> Path:
    """The lines of `files` as a JSONL file that `extract run` reads."""
    with to.open("w", encoding="utf-8") as out:
        for file in files:
            with file.open(encoding="utf-8", errors="replace") as lines:
                for number, line in enumerate(lines):
                    if limit is not None and number >= limit:
                        break
                    if line.strip():
                        out.write(json.dumps({"id": f"{file.stem}-{number}", "text": line.strip()}) + "\n")
    return to


def records(package: Path, inputs: Sequence[str], output: Path) -> list[dict[str, Any]]:
    """What the package under `package` makes of `inputs`."""
    command = [sys.executable, "-m", "extract.cli", "run", *inputs, "-o", str(output)]
    done = subprocess.run(command, env=os.environ | {"PYTHONPATH": str(package)}, check=False)
    if done.returncode not in (0, 3):
        raise SystemExit(f"{package}: extract run ended with exit code {done.returncode}")
    with output.open(encoding="utf-8") as lines:
        return [{key: value for key, value in json.loads(line).items() if key != "produced_by"} for line in lines]


def digest(found: Sequence[dict[str, Any]]) -> str:
    sha = hashlib.sha256()
    for record in found:
        sha.update(json.dumps(record, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
    return sha.hexdigest()


def differences(before: dict[str, Any], after: dict[str, Any], path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """(field, before, after) for every field that differs; what a list holds counts as one field, without its place."""
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        name = f"{path}{key}"
        if isinstance(old, dict) and isinstance(new, dict):
            yield from differences(old, new, f"{name}.")
        elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new) and all(
            isinstance(item, dict) for item in [*old, *new]
        ):
            for one, other in zip(old, new, strict=True):
                yield from differences(one, other, f"{name}[].")
        else:
            yield name, old, new


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("before", type=Path, help="src folder of the other state")
    parser.add_argument("inputs", nargs="*", help="whatever `extract run` reads")
    parser.add_argument("--lines", type=Path, nargs="*", default=[], help="files with a text a line")
    parser.add_argument("--limit", type=int, help="lines read of each of these")
    parser.add_argument("--differences", type=Path, help="write every difference there, tab-separated")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        inputs = list(options.inputs)
        if options.lines:
            inputs.append(str(texts_of(options.lines, options.limit, Path(folder) / "lines.jsonl")))
        before = records(options.before.resolve(), inputs, Path(folder) / "before.jsonl")
        after = records(HERE, inputs, Path(folder) / "after.jsonl")
    print(f"before {digest(before)}  {len(before):,} records\nafter  {digest(after)}  {len(after):,} records")
    if len(before) != len(after):
        raise SystemExit("one of them has more records than the other")
    fields: Counter[str] = Counter()
    changed = 0
    rows = []
    for old, new in zip(before, after, strict=True):
        found = list(differences(old, new))
        changed += bool(found)
        fields.update({name for name, _, _ in found})
        rows += [(str(old["id"]), name, *(json.dumps(value, ensure_ascii=False) for value in pair)) for name, *pair in found]
    for name, count in fields.most_common():
        print(f"{count:7,}  {name}")
    print(f"{changed:,} of {len(before):,} records differ")
    if options.differences:
        lines = ("\t".join((id, name, old[:SHOWN], new[:SHOWN])) for id, name, old, new in rows)
        options.differences.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.exit(changed > 0)


if __name__ == "__main__":
    main()
