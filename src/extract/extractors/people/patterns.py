"""The patterns that people are found by, made of the words of the tables; once for each lexicon."""

from __future__ import annotations

import re
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.lexicon.patterns import one_of
from extract.lexicon.words import pattern_of


class Patterns:
    """`Patterns.separator` and so on: what each is for stands beside it."""

    def __init__(self, lexicon: Lexicon) -> None:
        def any_of(*classes: str) -> str:
            return pattern_of(lexicon, *classes)

        is_, becomes = any_of("people-is"), any_of("people-becomes")
        as_what = any_of("people-as")                   # "selaku", "sebagai"
        post = any_of("people-post")                    # "menjabat"
        # between a title and the name of its holder
        marks, sign_off = r'?[,:;“"] ?[“"]?| ?[–-] | ', r"\n{1,3}(?=[^\n]{3,60}(?:\n|$))"
        self.separator = re.compile(
            rf'(?: {any_of("people-of-here")})?(?:,? {any_of("people-namely")},? | {marks}|{sign_off})'
        )
        # between two titles of one person
        self.second = re.compile(rf',? ?{any_of("people-also")}(?: {post})?(?: {as_what})? ')
        # between a name and the title of its bearer: a cue, a line of its own, a comma or bracket
        holds, made = any_of("people-holds"), rf'(?:yang )?(?:{any_of("people-now")} )?{any_of("people-made")}'
        cue = rf",? ?(?:{holds}|{made})(?: {post})?(?: {as_what}| {becomes})? "
        self.behind_name = re.compile(rf"(?P<cue>{cue})|(?P<line> ?[—–] ?| - |\n)|(?P<mark>,? (?:\( ?)?|, ?)")
        self.lower = re.compile(rf'(?: (?!{any_of("people-no-unit")}\b|(?:me|di|ber|ter)[a-z]{{4}})[a-z]{{3,20}}){{1,4}}(?=, )')
        # "diwakili oleh": between the office and the one who came
        envoy = any_of("people-envoy")
        self.envoy = re.compile(rf',? (?:yang )?{envoy}(?: {any_of("people-by")})? ')
        self.sent = re.compile(rf" {envoy}")
        # "selaku": behind a name that the model may not know
        self.as_what = re.compile(rf',? (?:{as_what}|yang {is_})(?: sebagai)? ')
        held = rf"(?: yang)? {post} | (?:yang {is_}|{as_what}|{becomes}) "
        self.origin = re.compile(rf'(?: {any_of("people-moved")})? dari [^.,;\n]{{3,60}}?(?={held})')
        self.passing = re.compile(rf'[^.,;\n]{{0,40}}?(?= {any_of("people-further")} )')
        self.and_ = re.compile(rf',? (?:{any_of("people-and")}|&) ')
        list_and = any_of("people-list-and")
        self.list_and = re.compile(rf" {list_and} ")
        self.next_of_list = re.compile(rf", (?:{list_and} )?| {list_and} ")
        self.after_name = re.compile(rf' ?(?:[,.;”")\n]|$)| (?!(?:{any_of("people-goes-on")})\b)[a-z]')
        verbs = (*lexicon.terms("roles"), *(row["term"] for row in lexicon.rows("speech_cues") if row["kind"] == "verb"))
        self.then_verb = re.compile(rf", {one_of(verbs)}\b")
        name = r"((?:[A-Z][a-z]+ ){1,2}[A-Z][a-z]+)"
        self.speaks = re.compile(rf" {name} {one_of(verbs)}\b")
        self.said = re.compile(rf'\b{one_of(row["term"] for row in lexicon.rows("speech_cues") if row["kind"] == "after")} $')
        self.said_by = re.compile(rf" {name}(?=,| [a-z(])")
        self.pair = re.compile(rf',? (?:{any_of("people-is-namely")} )?')
        self.deputy = re.compile(rf' (?:{any_of("people-and")}|&) | ?[-–/] ?')
        self.led = re.compile(rf'{any_of("people-led")} $')
        self.kin = re.compile(rf'\b{any_of("people-kin")} $')
        # "para camat dan lurah"
        self.plural = re.compile(rf'\b{any_of("people-plural")} (?:\w+,? ){{1,2}}{list_and} $')
        # what a title names here is a place, a paper or nobody in particular
        self.no_holder = re.compile(rf'(?:{any_of("people-no-holder", "people-plural")}(?: \([A-Z]{{2,4}}\))?|\d)[ -]$')
        # "se-Indonesia": all who hold it
        self.of_all = re.compile(r" ?-? ?[Ss]e[- ](?=\w)")
        self.instead = re.compile(rf',? {any_of("people-instead")} ')
        self.cut = re.compile(rf" - | {list_and} (?!Wakil )")
        # words of a title that no list has, up to a name that the model knows: "Kepala Balai Karantina Hewan dan Ikan X"
        inner = any_of("title-inner")
        self.unknown = re.compile(rf"\.?(?:,? (?:{inner} )?(?:[A-Z\d][\w/&\-]*|\([A-Z]\w+\)|&)){{1,9}}")
        # places that the text names by what they are, and offices that stand right before the name of such a place
        local = any_of("level-local")
        self.local = re.compile(rf"(?=[A-Z])\b{local}\.? ([A-Z][a-z]+)")
        self.head_of_place = re.compile(rf'{any_of("title-head-of-place")} $')
        self.of_place = re.compile(rf'\b{any_of("title-of-place")} ?$')
        self.company = re.compile(rf' {any_of("title-company")}\.?$')
        self.building = re.compile(rf'\b{any_of("title-building")}(?: \w+)? $')
        self.named_after = re.compile(rf'(?<!\w)(?:{any_of("title-named-after")}|RS\w*|S[DM]\w?\w?) $')


@lru_cache(maxsize=8)
def patterns_of(lexicon: Lexicon) -> Patterns:
    """The patterns of a lexicon."""
    return Patterns(lexicon)
