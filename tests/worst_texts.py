"""Texts on which careless code takes the square of their length: what begins alike, is named again and again, never ends."""

from __future__ import annotations

import hashlib
import itertools
from base64 import b64encode
from collections.abc import Callable

_SYLLABLES = [first + second for first in "bdgklmnprst" for second in "aiueo"]
# Neighbours have nothing in common: the steps are prime to the number of syllables.
_NAMES = [
    "".join(_SYLLABLES[(step * at + at // len(_SYLLABLES) ** power) % len(_SYLLABLES)] for power, step in enumerate((1, 3, 7), 1)).capitalize()
    for at in range(20_000)
]  # fmt: skip


def name(at: int) -> str:
    """One of many names, no two near each other alike."""
    return _NAMES[at % len(_NAMES)]


# Of the same words again and again.
SAME: dict[str, str] = {
    "quotes": "“Kata \" ", "marks": '"', "open quotes": "“", "nested quotes": "“a ‘b ", "single quotes": "'kata ", "closing quotes": "kata” ",
    "speech": "“Kami bangga sekali hari ini,” kata Bupati Andi. ", "unclosed": "“Kata. ", "told": "Camat mengatakan, “kami siap bekerja,” ",
    "described": "“Panen kami bagus tahun ini,” ujar perempuan itu. ", "pronouns": "“Panen kami bagus tahun ini,” ujarnya. ",
    "read aloud": "“Jalan ini milik kita,” ujar Camat. Dia membacakan sambutan Wali Kota. ",
    "brackets": "( ) ", "unclosed brackets": "(a ", "nested brackets": "([{", "closed brackets": "a) ", "theme": "tema \"",
    "digit": "1", "digits": "1.234,5 ", "groups": ".123", "slashes": "1/2/", "money": "Rp1,5 miliar ", "sign": "Rp ", "percents": "5 % ",
    "spelled": "dua puluh ", "percent": "naik 5 persen dari 4 persen, ", "months": "Mei ", "dates": "1-2 Mei 2023 ", "clocks": "pukul 09.00 WIB ",
    "days": "Senin (3/6) ", "commas": ",", "spaced commas": "a, ", "stops": ".", "ellipses": "… ", "colons": "a: ", "dashes": "— ",
    "initials": "A.", "hyphens": "a-a-", "credits": "Foto: a; ",
    "letter": "A", "small": "yang telah ", "dan": "dan ", "capitals": "Kepala Dinas ", "titles": "Wakil Bupati, ", "chain": "Dinas Sosial dan ",
    "honorifics": "H. Dr. Ir. ", "degrees": "S.Pd., M.Si., ", "one name": "Andi Budi Cahya ", "with office": "Andi selaku ", "accompanied": "didampingi ",
    "attendance": "hadir Bupati Andi Budi, ", "venues": "di Aula Kantor ", "cities": "Kota Bandung, Bekasi, ",
    "laws": "Peraturan Daerah Nomor 5 Tahun 2021 tentang ", "topics": "kesehatan koperasi pendidikan ",
    "spaces": " ", "line ends": "\n", "crlf": "\r\n", "blank lines": "\n \n", "lines": "A\n", "same line": "Bupati membuka rapat\n", "read more": "Baca juga: Bupati\n",
    "accents": "a\u0301\u0301", "joiners": "\u200d", "scripts": "а б 漢 あ ع ক ", "emoji": "👨‍👩‍👧‍👦", "hangul": "\u1100\u1161", "escapes": "\x1b[31m",
    "tags": "<p>kata</p>", "entities": "&nbsp;&amp;", "mojibake": "â€œkataâ€\x9d Ã© ",
    "twice spoilt": "Ã¢â‚¬Å“ ", "half entities": "&am&amp;", "stacks": "\u0e48\u0e38", "wrapped": "orang itu yang datang dan kegia-\n",
    "links": "Baca juga: Bupati ", "torn": "Rp1. 000. ", "fractions": "dua tiga perempat 1/2 ", "list of days": "3, 4, 5/6/2024 ",
}  # fmt: skip

# Of ever new names.
NEW: dict[str, Callable[[int], str]] = {
    "first names alike": lambda at: f"Camat Siti {name(at)}. ",
    "last names alike": lambda at: f"Camat {name(at)} Siti. ",
    "beginnings alike": lambda at: f"Camat Sit{name(at).lower()} {name(at + 9)}. ",
    "spelled alike": lambda at: f"Camat Sulistyo{name(at)[:2].lower()} Hadiningrat. ",
    "short for": lambda at: f"Presiden Jokowi. Presiden Joko{name(at).lower()} Widodo. ",
    "called": lambda at: f"Camat {name(at)} {name(at + 2)} yang akrab disapa {name(at + 9)}. ",
    "other name": lambda at: f"Camat {name(at)} {name(at + 3)} alias {name(at + 70)}. ",
    "also called": lambda at: f"{name(at)}, sapaan akrab {name(at + 1)}. Camat {name(at + 1)} {name(at + 2)}. ",
    "deputies": lambda at: f"Rudi {name(at)} sebagai Wali Kota dan Wakil Wali Kota Bekasi. ",
    "offices held": lambda at: f"Camat {name(at)} {name(at + 7)}. Kemudian Camat pulang. ",
    "offices of all kinds": lambda at: f"Kepala Dinas {name(at)} {name(at + 1)} Rudi {name(at + 2)}. ",
    "offices alone": lambda at: f"Kepala Dinas {name(at)} {name(at + 1)} datang. ",
    "one person": lambda at: f"Kepala Badan {name(at)} Rudi Hartono. ",
    "persons": lambda at: f"{name(at)} {name(at + 11)} tiba. ",
    "many": lambda at: f"Camat {name(at)} {name(at + 5)}, ",
    "listed": lambda at: f"Turut hadir Camat {name(at)} {name(at + 5)}. ",
    "represented": lambda at: f"Mewakili Camat {name(at)} {name(at + 1)}, Lurah {name(at + 2)} {name(at + 3)} hadir. “Jalan ini milik kita,” ujarnya. ",
    "speakers": lambda at: f"“Jalan ini milik kita,” ujar {name(at)}. ",
    "officials speak": lambda at: f"“Jalan ini milik kita,” ujar Camat {name(at)} {name(at + 3)}. ",
    "first man": lambda at: f"Wali Kota {name(at)} {name(at + 2)}. “Jalan ini milik kita,” ujar orang nomor satu itu. ",
    "read by": lambda at: f"“Jalan ini milik kita,” ujar Camat dalam sambutan Wali Kota {name(at)} yang dibacakan oleh Lurah {name(at + 1)}. ",
    "organisations": lambda at: f"Dinas {name(at)} Kota {name(at + 1)}, Badan {name(at + 2)} (B{name(at).upper()}), ",
    "villages": lambda at: f"Desa {name(at)} Kecamatan {name(at + 1)}, Kota Bekasi ",
    "figures": lambda at: f"{name(at)} {at} orang, produksi {name(at + 1)} naik {at % 100} persen pada {1950 + at % 99}. ",
    "programmes": lambda at: f"program {name(at)} {name(at + 1)} (P{name(at).upper()}), bertema “{name(at)}” ",
    "events": lambda at: f"membuka Rapat {name(at)} di Aula {name(at + 1)}, ",
    "bylines": lambda at: f"(Foto: {name(at)})\n",
    "datelines": lambda at: f"{name(at).upper()} – ",
    "items": lambda at: f"{at}. {name(at)} {name(at + 1)} - Camat\n",
    "table": lambda at: f"{name(at)}\t{at}\t{2 * at}\n",
    "one word": lambda at: name(at).lower(),
    "words": lambda at: f"{name(at).lower()} ",
    "addresses": lambda at: f"https://www.{name(at).lower()}.go.id/{name(at + 1)}?a={at} {name(at)}@{name(at + 1)}.id ",
    "base64": lambda at: b64encode(hashlib.sha512(str(at).encode()).digest()).decode(),
    "all": lambda at: (
        f"Camat {name(at)} {name(at + 1)}, Kepala Dinas {name(at + 2)} Kota Bandung, berkata “panen {name(at)} naik {at} persen dari "
        f"{at + 2} persen pada tahun {1990 + at % 40}” di Aula {name(at + 4)}. "
    ),
}  # fmt: skip

KINDS = (*SAME, *NEW)


def text_of(kind: str, length: int) -> str:
    """So many characters of a kind."""
    pieces = itertools.repeat(SAME[kind]) if kind in SAME else map(NEW[kind], itertools.count())
    found: list[str] = []
    size = 0
    while size < length:
        found.append(next(pieces))
        size += len(found[-1])
    return "".join(found)[:length]
