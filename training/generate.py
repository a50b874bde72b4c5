"""Composes release-like paragraphs with gold entities out of our own sentences (`words.yaml`) and lists of names.

    python training/generate.py NAMES_FILE [--count 20] [--seed 1]        # shows some

What is labelled, and how:

- PER is the name alone: no honorific, degree, rank or title ("H. [Ahmad Yani], S.E.").
- ORG and LOC run to the end of the level they name: [Dinas Sosial Kota Bekasi] ORG, [Kabupaten Agam] LOC; but in
  "Bupati Agam" only [Agam] is LOC, and a hall, hotel or office somebody meets in is LOC, as in the public corpora.
- TITLE is the whole title with its organisation and region, EVENT the name of an event, VENUE the place it is held in.
  They lie over the ORG and LOC inside them, so they are a layer of their own.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from extract.lexicon import default
from extract.nlp.tokenizer import split

HERE = Path(__file__).parent
FLAT = ("PER", "ORG", "LOC")
LAYER = ("TITLE", "EVENT", "VENUE")

_SLOT = re.compile(
    r"(?<![A-Za-z⟦])(MMCk|RpN|thing|saynya|TP|list|double|kodam|short|district|acronym|common|say|rank|police|ministers|D2|D3|[PpsTtOoKkWVEDNnQ])(?![A-Za-z|])"
)
_MARK = re.compile(r"⟦([A-Z]+)\||⟧")
_MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober")


@dataclass(frozen=True)
class Marked:
    """A text and its labelled character spans."""

    text: str
    spans: tuple[tuple[int, int, str], ...]


def mark(label: str, text: str) -> str:
    return f"⟦{label}|{text}⟧"


def unmark(marked: str) -> Marked:
    """Takes the marks out of a marked text."""
    pieces: list[str] = []
    opened: list[tuple[int, str]] = []
    spans: list[tuple[int, int, str]] = []
    at = length = 0
    for match in _MARK.finditer(marked):
        pieces.append(marked[at:match.start()])
        length += match.start() - at
        if match[1]:
            opened.append((length, match[1]))
        else:
            start, label = opened.pop()
            spans.append((start, length, label))
        at = match.end()
    pieces.append(marked[at:])
    return Marked("".join(pieces), tuple(spans))


class Generator:
    """Draws texts. The same seed draws the same texts."""

    def __init__(self, names: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.words: dict[str, Any] = yaml.safe_load((HERE / "words.yaml").read_text(encoding="utf-8"))
        self.path = names
        self.listed = self._listed(names)
        regions = default().rows("regions")
        self.provinces = [r["name"] for r in regions if r["level"] == "province"]
        self.locals = [(r["name"], "Kota" if r["level"] == "city" else "Kabupaten") for r in regions if r["parent"]]
        self.districts = sorted({r["name"] for r in default().rows("districts")})
        self.short = [row["term"] for row in default().rows("region_aliases") if row["term"][:1].isupper()]

        self.region_names = {*self.provinces, *self.districts, *self.short, *(n.removeprefix("Kota ") for n, _ in self.locals)}
        self.regions_of: dict[int, list[str]] = {}
        for name in sorted(self.region_names):
            self.regions_of.setdefault(len(name.split()), []).append(name)

    # ── persons ───────────────────────────────────────────────────────────────────────────────────────────────────
    def _listed(self, path: Path) -> list[str]:
        """The names of the list that look Indonesian: they share a part with ours, or with such a name."""
        ours = {part for names in self.words["names"].values() for name in names for part in name.split()}
        names = [n.strip() for n in path.read_text(encoding="latin-1").splitlines()]
        names = [n for n in names if re.fullmatch(r"[A-Z][A-Za-z'.]*(?: [A-Z][A-Za-z'.]*){0,3}", n)]
        found = {n for n in names if " " in n and set(n.split()) & ours}
        return sorted(found)

    @cached_property
    def _parts(self) -> list[str]:
        return sorted({part for name in self.listed for part in name.split() if len(part) > 3})

    def invented(self) -> str:
        """A word that looks like a name and is none we know."""
        first, last = self.random.choice(self._parts), self.random.choice(self._parts)
        return (first[:self.random.randint(2, 4)] + last[-self.random.randint(2, 5):].lower()).capitalize()

    def name(self) -> str:
        draw = self.random
        kind = draw.random()
        if kind < 0.35:
            return draw.choice(self.listed)
        group: list[str] = self.words["names"][draw.choice(list(self.words["names"]))]
        count = draw.choices((1, 2, 3, 4), (35, 44, 17, 4))[0]
        parts = [draw.choice(group) for _ in range(count)]
        if kind > 0.7:
            parts[draw.randrange(count)] = self.invented()
        if draw.random() < 0.06:
            parts.insert(draw.randint(0, 1), draw.choice("ABCDEFHIJKLMNRSTWY") + draw.choice((".", ".", "")))
        if draw.random() < 0.02:
            parts.insert(1, "Bin")
        return " ".join(parts)

    def caps(self, name: str) -> str:
        return name.upper() if self.random.random() < 0.04 else name

    def p(self) -> str:
        return mark("PER", self.caps(self.name()))

    def s(self) -> str:
        name = self.name().split()
        return mark("PER", self.caps(self.random.choice([w for w in name if len(w) > 2] or [self.invented()])))

    def P(self) -> str:
        draw = self.random
        text = self.p()
        if draw.random() < 0.45:
            honorific = draw.choice(self.words["honorifics"])
            text = honorific + ("" if honorific[-1] == "." and draw.random() < 0.08 else " ") + text
        if draw.random() < 0.4:
            degrees = draw.sample(self.words["degrees"], draw.choice((1, 1, 2, 2, 3)))
            style = draw.random()
            if style < 0.6:
                text += ", " + ", ".join(degrees)
            elif style < 0.75:
                text += " " + " ".join(degrees)
            elif style < 0.9:
                text += "," + ",".join(degrees)
            else:
                text += ", " + ".".join(degrees)
        return text

    # ── regions, organisations, titles ────────────────────────────────────────────────────────────────────────────
    def region(self) -> str:
        draw = self.random
        kind = draw.random()
        if kind < 0.6:
            return draw.choice(self.locals)[0]
        return draw.choice(self.provinces) if kind < 0.85 else draw.choice(self.short)

    def k(self) -> str:
        region = self.region()
        return mark("LOC", region.upper() if self.random.random() < 0.06 else region)

    def level(self) -> str:
        draw = self.random
        if draw.random() < 0.2:
            return draw.choice(("Provinsi", "Prov.", "Provinsi", "provinsi")) + " " + draw.choice(self.provinces)
        name, level = draw.choice(self.locals)
        name = name.removeprefix("Kota ") if level == "Kota" else name
        forms = ("Kabupaten", "Kabupaten", "Kab.", "Kab", "kabupaten") if level == "Kabupaten" else ("Kota", "Kota", "kota")
        return draw.choice(forms) + " " + name

    def K(self) -> str:
        return mark("LOC", self.level())

    def W(self) -> str:
        return mark("LOC", f"{self.random.choice(self.words['local_levels'])} {self.random.choice(self.districts)}")

    def organisation(self) -> str:
        draw, words = self.random, self.words
        field = draw.choice(words["fields"])
        place = self.level() if draw.random() < 0.6 else self.region()
        kind = draw.random()
        if kind < 0.35:
            short = f" ({'Dis' + field.split()[0][:4].lower()})" if draw.random() < 0.1 else ""
            return f"Dinas {field}{short}" + (f" {place}" if draw.random() < 0.75 else "")
        if kind < 0.5:
            return draw.choice(words["agencies"]) + (f" {place}" if draw.random() < 0.7 else "")
        if kind < 0.68:
            return draw.choice(words["central"])
        if kind < 0.78:
            return f"{draw.choice(words['governments'])} {self.region()}"
        if kind < 0.88:
            return f"{draw.choice(words['local_bodies'])} {self.region()}"
        if kind < 0.91:
            return self.acronym()
        if kind < 0.95:
            return "Biro " + draw.choice(words["bureaus"])
        return "Forum " + draw.choice(("Komunikasi", "Anak", "Kerukunan Umat Beragama", "Koordinasi")) + f" {place}"

    def O(self) -> str:  # noqa: E743 - the slot's name
        return mark("ORG", self.organisation().replace("/ ", "/"))

    def o(self) -> str:
        return mark("ORG", self.random.choice(self.words["agencies"]))

    def T(self) -> str:
        return mark("TITLE", self._title())

    def _title(self) -> str:
        draw, words = self.random, self.words
        kind = draw.random()
        if kind < 0.34:
            return f"{draw.choice(words['heads'])} {self.O()}"
        if kind < 0.55:
            place = f" {draw.choice((self.k, self.k, self.K))()}" if draw.random() < 0.75 else ""
            return draw.choice(words["local_heads"]) + place
        if kind < 0.65:
            province = draw.choice(self.provinces)
            place = draw.choice((province, draw.choice(self.short), f"Provinsi {province}"))
            return draw.choice(words["regional_heads"]) + (f" {mark('LOC', place)}" if draw.random() < 0.8 else "")
        if kind < 0.73:
            office = f" {self.O()}" if draw.random() < 0.4 else ""
            return f"{draw.choice(words['unit_heads'])} {draw.choice(words['units'])}{office}"
        if kind < 0.81:
            office = draw.choice(words["central"]) + draw.choice(("", "", " RI"))
            return f"{draw.choice(words['deputies'])} {mark('ORG', office)}"
        if kind < 0.86:
            return f"Menteri {draw.choice(words['ministers'])}" + draw.choice(("", "", " RI"))
        if kind < 0.9:
            head = draw.choice(("Kadis", "Kadis", "kadis", "Kaban", "Plt. Kadis", "Kadin"))
            return f"{head} {draw.choice(words['fields'])}" + (f" {self.k()}" if draw.random() < 0.3 else "")
        body = f" {draw.choice((self.k, self.O, self.W, self.o))()}" if draw.random() < 0.55 else ""
        return draw.choice(words["roles"]) + body

    def t(self) -> str:
        words = self.words
        title = self.random.choice(words["local_heads"] + words["regional_heads"][:4] + ["Menteri", "Presiden", "Kadis", "Camat"])
        return mark("TITLE", title)

    def TP(self) -> str:
        draw = self.random
        if draw.random() < 0.1:
            place = f" {self.k()}" if draw.random() < 0.7 else ""
            title = mark("TITLE", draw.choice(self.words["police"]) + place)
            return f"{title}{draw.choice((' ', ' ', ', '))}{draw.choice(self.words['ranks'])} {self.P()}"
        kind = draw.random()
        if kind < 0.66:
            return f"{self.T()} {self.P()}"
        if kind < 0.86:
            return f"{self.T()}, {self.P()}"
        return f"{self.P()} {draw.choice(('selaku', 'sebagai', ',', 'yang juga'))} {self.T()}".replace(" ,", ",")

    def list(self) -> str:
        count = self.random.randint(2, 7)
        kinds = (self.P, self.T, self.O, *[self.TP] * 17)
        items = [self.random.choice(kinds)() for _ in range(count)]
        return ", ".join(items[:-1]) + self.random.choice((", dan ", " dan ", ", serta ", ", ")) + items[-1]

    @cached_property
    def _common(self) -> dict[str, list[str]]:
        """Frequent words of Indonesian and English that are part of no person's and no region's name (source: wordfreq)."""
        from wordfreq import top_n_list  # here, since nothing but training has it installed

        parts = [part for group in self.words["names"].values() for part in group]
        parts += [self.path.read_text(encoding="latin-1"), *self.provinces, *self.districts, *self.short]
        parts += [name for name, _ in self.locals]
        names = set(re.findall(r"[a-z]+", " ".join(parts).lower()))
        return {language: [w for w in top_n_list(language, count) if w.isalpha() and len(w) > 3 and w not in names]
                for language, count in (("id", 30000), ("en", 12000))}

    def common(self, language: str = "") -> str:
        """A common word in capitals, as programmes, slogans and headings write it."""
        language = language or ("id" if self.random.random() < 0.7 else "en")
        return self.random.choice(self._common[language]).capitalize()

    def acronym(self) -> str:
        """Capitals that abbreviate something: known ones, or any letters, more consonants than vowels."""
        draw = self.random
        if draw.random() < 0.4:
            return str(draw.choice(self.words["acronyms"]))
        return "".join(draw.choices("ABCDEFGHIJKLMNOPRSTUW", (4, 3, 1, 3, 1, 1, 2, 2, 2, 1, 4, 2, 4, 2, 1, 5, 2, 5, 4, 2, 1),
                                    k=draw.choice((3, 3, 4, 4, 5, 6))))

    def thing(self) -> str:
        """A capitalised name of nothing that is labelled: a programme, a product, a slogan."""
        draw = self.random
        if draw.random() < 0.25:
            language = draw.choice(("id", "en"))
            return " ".join(self.common(language) for _ in range(draw.choice((1, 2, 2, 3, 4))))
        words = [w for topic in draw.sample(self.words["topics"], 2) for w in topic.title().split()]
        words += [self.invented(), self.invented(), self.common(), self.acronym()]
        return " ".join(draw.sample(words, draw.choice((1, 1, 2, 2, 3))))

    # ── events, venues, the rest ──────────────────────────────────────────────────────────────────────────────────
    def E(self) -> str:
        draw = self.random
        topic = draw.choice(self.words["topics"])
        topic = topic.title() if draw.random() < 0.7 else topic
        if draw.random() < 0.12:
            topic = self.thing()
        tail = draw.choice(("", "", "", f" Tahun {draw.randint(2017, 2026)}", f" Tingkat {self.K()}", f" {self.k()}",
                            f" ke-{draw.randint(2, 80)}", f" se-{self.k()}"))
        head = "" if topic[0].isupper() and draw.random() < 0.04 else draw.choice(self.words["event_heads"]) + " "
        return mark("EVENT", f"{head}{topic}{tail}")

    def V(self) -> str:
        draw = self.random
        text = draw.choice(self.words["venues"])
        own = draw.choice((self.invented(), draw.choice(self._parts), draw.choice(self.districts)))
        text = re.sub(r"\bX\b", own, text)
        text = re.sub(r"\bk\b", self.region(), text)
        text = re.sub(r"\bW\b", draw.choice(self.districts), text)
        venue = mark("VENUE", mark("LOC", text))
        return venue + (f", {self.k()}" if draw.random() < 0.3 else "")

    def D(self) -> str:
        draw = self.random
        day, month, year = draw.randint(1, 28), draw.randint(1, 10), draw.randint(2017, 2026)
        weekday = draw.choice(("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu", "Jum'at"))
        hour = draw.choice(("", "", "", " pagi", " siang", " malam"))
        return draw.choice((
            f"{weekday} ({day}/{month}/{year}){hour}", f"{weekday}{hour} ({day}/{month})",
            f"pada {weekday}, {day} {_MONTHS[month - 1]} {year}",
            f"{weekday},{day} {_MONTHS[month - 1]} {year}", f"pada tanggal {day} {_MONTHS[month - 1]} {year}",
        ))

    def fill(self, template: str) -> str:
        """The template with every slot drawn."""
        def drawn(match: re.Match[str]) -> str:
            slot, draw = match[1], self.random
            if slot == "N":
                one, many = draw.randint(1, 99), draw.randint(100, 999)
                return draw.choice((str(many), f"{one},{draw.randint(1, 99)}", f"{one}.{many}", str(one)))
            if slot == "RpN":
                return f"Rp{draw.randint(1, 99)},{draw.randint(1, 9)}"
            if slot == "n":
                return str(draw.choice(self.words["topics"]))
            if slot == "MMCk":
                return f"MMC{draw.choice(self.short)}"
            if slot == "double":
                return mark("PER", f"{self.name()}-{draw.choice(self._parts)}")
            if slot == "district":
                return mark("LOC", draw.choice(self.districts))
            if slot == "acronym":
                return self.acronym()
            if slot == "common":
                return self.common()
            if slot == "kodam":
                return draw.choice(("Diponegoro", "Brawijaya", "Siliwangi", "Udayana", "Hasanuddin", "Sriwijaya"))
            if slot == "short":
                return mark("LOC", draw.choice(self.short))
            if slot in ("D2", "D3"):
                day, month, year = draw.randint(1, 28), draw.randint(1, 10), draw.randint(2017, 2026)
                return f"{day}/{month}" if slot == "D2" else f"{day} {_MONTHS[month - 1]} {year}"
            if slot in ("say", "saynya"):
                return draw.choice(self.words["cues"]) + slot[3:]
            if slot == "Q":
                said = self.fill(draw.choice(self.words["quotes"]))
                return said[0].upper() + said[1:]
            if slot in ("rank", "police", "ministers"):
                return str(draw.choice(self.words[{"rank": "ranks"}.get(slot, slot)]))
            return str(getattr(self, slot)())
        return _SLOT.sub(drawn, template)

    def sentence(self, kind: str) -> str:
        text = self.fill(self.random.choice(self.words[kind]))
        return text[0].upper() + text[1:] if text[0] not in "⟦" else text

    def release(self) -> Marked:
        """A headline, a lead and some paragraphs; now and then one of them alone."""
        draw = self.random
        parts = []
        if draw.random() < 0.5:
            title = self.sentence("headline")
            parts.append(_upper(title) if draw.random() < 0.12 else title)
        if draw.random() < 0.6:
            parts.append(self.sentence("lead"))
        for _ in range(draw.randint(1, 3)):
            parts.append(" ".join(self.sentence("body") for _ in range(draw.choice((1, 1, 2, 3)))))
        if draw.random() < 0.2:
            parts.append(self.sentence("signoff"))
        text = draw.choice(("\n", "\n\n", "\n\n")).join(parts)
        if draw.random() < 0.06:
            text = re.sub(r", (?=\S)", lambda m: "," if draw.random() < 0.5 else m.group(), text)
        if draw.random() < 0.04:
            text = text.replace(" ⟦PER", "  ⟦PER", 1)
        return unmark(self.titled(text))

    @cached_property
    def _offices(self) -> re.Pattern[str]:
        words = self.words
        heads = {*words["plain_titles"], *words["local_heads"], *words["regional_heads"], *words["police"]}
        any_head = "|".join(sorted((re.escape(h) for h in heads if h[0].isupper()), key=len, reverse=True))
        not_after = "(?<!Kantor )(?<!Piala )(?<!Peraturan )(?<!Keputusan )"
        return re.compile(rf"(?<![A-Za-z|-]){not_after}(?:{any_head})(?![A-Za-z-])(?: ⟦LOC\|[^⟦⟧]*⟧)?|⟦|⟧")

    def titled(self, marked: str) -> str:
        """Marks the titles that the sentences of `words.yaml` have as plain words."""
        depth = 0

        def mark_title(match: re.Match[str]) -> str:
            nonlocal depth
            depth += {"⟦": 1, "⟧": -1}.get(match[0], 0)
            return match[0] if depth or match[0] in "⟦⟧" else mark("TITLE", match[0])
        return self._offices.sub(mark_title, marked)


def _upper(marked: str) -> str:
    return "".join(part if part.startswith("⟦") else part.upper() for part in re.split(r"(⟦[A-Z]+\|)", marked))


def tokens_of(text: Marked, labels: Sequence[str]) -> tuple[list[str], list[bool], list[tuple[int, int, str]]]:
    """The words of a text and the spans with one of `labels` in words; spans that cut a word are left out."""
    words, spaces = split(text.text)
    starts: dict[int, int] = {}
    ends: dict[int, int] = {}
    at = 0
    for number, (word, space) in enumerate(zip(words, spaces, strict=True)):
        starts[at] = number
        ends[at + len(word)] = number + 1
        at += len(word) + space
    found = [(starts[s], ends[e], label) for s, e, label in text.spans if label in labels and s in starts and e in ends]
    return words, spaces, sorted(found)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("names", type=Path)
    arguments.add_argument("--count", type=int, default=20)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    generator = Generator(options.names, options.seed)
    for _ in range(options.count):
        text = generator.release()
        print(text.text, "\n   ", [(label, text.text[s:e]) for s, e, label in text.spans], "\n")


if __name__ == "__main__":
    main()
