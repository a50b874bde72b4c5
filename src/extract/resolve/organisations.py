"""Mentions of organisations -> the organisations of one release, each with all its mentions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.mentions import Mention, Offsets, Organisation

_OF_A_REGION = re.compile(r" (?:Provinsi|Kabupaten|Kota|Daerah Istimewa|DKI) ")      # as regions are written out


@dataclass(frozen=True, slots=True)
class ResolvedOrganisation:
    """One organisation of a release. `mentions` in text order."""

    name: str
    kind: str
    mentions: tuple[Offsets, ...]


def resolve_organisations(mentions: Sequence[Mention[Organisation]]) -> list[ResolvedOrganisation]:
    """Groups mentions by name, in order of first mention.

    A name without region ("Dinas Kesehatan", "Pemkot") belongs to the one organisation of the release that has the same
    name and a region; where two have, it stays alone.
    """
    values = list(dict.fromkeys(mention.value for mention in mentions))
    whole: dict[str, list[Organisation]] = {}
    for value in values:
        whole.setdefault(_base(value.name), []).append(value)
    meant: dict[Organisation, Organisation] = {}
    for value in values:
        candidates = [other for other in whole.get(value.name, ()) if other.name != value.name]
        meant[value] = candidates[0] if len(candidates) == 1 else value
    grouped: dict[Organisation, list[Offsets]] = {}
    for mention in mentions:
        grouped.setdefault(meant[mention.value], []).append(mention.offsets)
    return [ResolvedOrganisation(value.name, value.kind, tuple(offsets)) for value, offsets in grouped.items()]


def _base(name: str) -> str:
    """The name without its region: "Dinas Kesehatan Kota Bekasi" -> "Dinas Kesehatan", "Pemerintah Kota Bekasi" too."""
    region = _OF_A_REGION.search(name)
    if region is None:
        return name
    base = name[: region.start()]
    # The level belongs to the name of a government: "Pemkot" alone is "Pemerintah Kota".
    return f"{base} {region.group().split()[0]}" if base in ("Pemerintah", "Sekretariat Daerah") else base
