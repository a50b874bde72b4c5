"""Adds releases with marked entities to the train split: `data/raw/<id>.txt` and `data/annotated/<id>.json`.

    python training/add_releases.py FOLDER [--data data]

FOLDER holds one file a release, `train-<what>-<where>.txt`, with the entities marked in the text as the generator marks them:
"⟦TITLE|Bupati ⟦LOC|Agam⟧⟧ ⟦PER|Andri Warman⟧ …". PER, ORG and LOC may lie inside TITLE, EVENT and VENUE, nothing lies inside
the first three. Stops at the first file whose marks break that, and says where.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from generate import FLAT, LAYER, Marked, unmark


def gold_of(name: str, marked: Marked) -> dict[str, object]:
    """The gold of a release of which the entities alone are known. Raises ValueError where spans overlap wrongly."""
    outer: list[tuple[int, int, str]] = []
    inside: list[tuple[int, int, str]] = []
    for start, end, label in sorted(marked.spans, key=lambda span: (span[0], -span[1], span[2] in FLAT)):
        surface = marked.text[start:end]
        if label not in (*FLAT, *LAYER) or not surface or surface != surface.strip() or "⟦" in surface:
            raise ValueError(f"{name}: {label} {surface!r}")
        if not outer or start >= outer[-1][1]:
            outer.append((start, end, label))
        elif end <= outer[-1][1] and outer[-1][2] in LAYER and label in FLAT and (not inside or start >= inside[-1][1]):
            inside.append((start, end, label))
        else:
            raise ValueError(f"{name}: {label} {surface!r} overlaps {marked.text[outer[-1][0]:outer[-1][1]]!r}")
    return {"id": name, "entities": outer, "inside": inside}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--data", type=Path, default=Path(__file__).parent.parent / "data")
    options = arguments.parse_args()
    for path in sorted(options.folder.glob("train-*.txt")):
        marked = unmark(path.read_bytes().decode("utf-8"))
        gold = gold_of(path.stem, marked)
        (options.data / "raw" / path.name).write_bytes(marked.text.encode("utf-8"))
        (options.data / "annotated" / f"{path.stem}.json").write_text(
            json.dumps(gold, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
