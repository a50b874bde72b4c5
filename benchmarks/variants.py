"""Any number of releases, made from ours: other names of persons, other numbers, so that no word cache is warm for them."""

from __future__ import annotations

import json
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"
_SYLLABLES = [first + second for first in (*"rmdswkntyhlb", "pr") for second in "aiuoe"]
_NUMBER = re.compile(r"(?<![\w/.,-])\d[\d.,]*\d(?![\w/-])")
_YEAR = re.compile(r"(?:19|20)\d\d")


def table_of(count: int, folder: Path) -> Path:
    """A JSONL table of `count` variants in `folder`."""
    path = folder / "releases.jsonl"
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps({"id": name, "text": text}) + "\n" for name, text in variants(count))
    return path


def command(table: Path, *options: str) -> list[str]:
    """The command that reads such a table, its output beside it."""
    columns = ("--text-column", "text", "--id-column", "id")
    return [sys.executable, "-m", "extract.cli", "run", str(table), *columns, "-o", str(table.with_name("out.jsonl")), *options]


def variants(count: int, seed: int = 0) -> Iterator[tuple[str, str]]:
    """(id, raw text) of `count` releases: ours in turn, each time with new names and numbers. The same for the same seed."""
    ours = [_ours(path) for path in sorted((DATA / "raw").glob("*.txt"))]
    chance = random.Random(seed)
    for number in range(count):
        name, text, words = ours[number % len(ours)]
        others: defaultdict[str, str] = defaultdict(lambda: _name(chance))
        text = words.sub(lambda match, others=others: others[match.group()], text)
        yield f"{name}-{number}", _NUMBER.sub(lambda match: _other(match.group(), chance), text)


def _ours(path: Path) -> tuple[str, str, re.Pattern[str]]:
    """Id, text and what finds the words of the persons' names in it."""
    text = path.read_bytes().decode("utf-8")
    gold = json.loads((DATA / "annotated" / f"{path.stem}.json").read_text("utf-8"))
    persons = [text[start:end] for start, end, label in gold["entities"] if label == "PER"]
    words = sorted({re.escape(word) for name in persons for word in name.split() if len(word) > 3})
    return path.stem, text, re.compile(rf"\b(?:{'|'.join(words)})\b" if words else r"(?!)")


def _name(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))).capitalize()


def _other(number: str, chance: random.Random) -> str:
    """Other digits in the same places; a year stays."""
    if _YEAR.fullmatch(number):
        return number
    return number[0] + re.sub(r"\d", lambda _: str(chance.randint(1, 9)), number[1:])
