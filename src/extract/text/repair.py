"""What a program spoilt on the way: UTF-8 that was read as Windows-1252 ("â€œ", "Ã©"), HTML entities in plain text, numbers
that were cut into lines at their points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5, name2codepoint

from extract.text.edits import Edit

# The bytes 80 to BF as Windows-1252 and Latin-1 show them; a blank stands for the no-break space that A0 is.
_BYTE = r"[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ ]"
_LETTER = re.compile(rf"[\xc2-\xdf]{_BYTE}|[\xe0-\xef]{_BYTE}{{2}}|[\xf0-\xf4]{_BYTE}{{3}}")
# A closing mark lost its last byte, which Windows-1252 does not have; the last of a dash became a straight mark; Macs
# show marks and dashes their own way.
_LOST = rf'â€(?P<dash>"(?= ))|â€[?\ufffd]?(?!{_BYTE}(?<! ))'
_MAC = r"‚Ä[ìîïòôúùû†°¢π¶]"
_SPOILT = re.compile(rf"(?P<lost>{_LOST})|(?P<mac>{_MAC})|(?:{_LETTER.pattern})+")
_MAY_BE = re.compile("[\xc2-\xf4‚]")
_CODECS = ("latin-1", "sloppy-windows-1252")


def mojibake(text: str) -> Iterator[Edit]:
    """Each letter of UTF-8 that was read as another encoding. What ftfy takes for right text stays."""
    if not _MAY_BE.search(text):
        return
    for match in _SPOILT.finditer(text):
        if match["lost"]:
            yield Edit(*match.span(), "–" if match["dash"] else "”")
        elif match["mac"]:
            yield Edit(*match.span(), match.group().encode("mac-roman").decode())
        elif _is_spoilt(match.group()):
            for letter in _LETTER.finditer(text, *match.span()):
                if letter.group() == "Ã ":          # "à la", of whose two blanks one is left
                    yield Edit(letter.start(), letter.end() - 1, "à")
                elif decoded := _decoded(letter.group()):
                    yield Edit(*letter.span(), decoded)


def _is_spoilt(letters: str) -> bool:
    from ftfy.badness import is_bad  # slow to import, and most releases never need it

    return is_bad(letters)


def _decoded(letter: str) -> str | None:
    for codec in _CODECS:
        try:
            return letter.encode(codec).replace(b" ", b"\xa0").decode()
        except UnicodeError:
            continue
    return None


# "&amp;quot;" was escaped twice. Without a semicolon only what is no word in any text.
_AMP = r"(?:amp|#0{0,4}38|#[xX]0{0,4}26)"
_NAME = r"(?P<name>[A-Za-z]\w{1,7};)"
_NUMBER = r"\#(?P<number>\d{1,7}|[xX][\da-fA-F]{1,6});"
_BARE = r"(?P<bare>amp|quot|nbsp|[lr][sd]quo|[nm]dash|hellip)(?![a-z0-9;=])"
_ENTITY = re.compile(rf"&(?P<again>(?:{_AMP};)*)(?:{_NAME}|{_NUMBER}|{_BARE})?", re.ASCII)
_OPEN = re.compile(r"&[#A-Za-z0-9]{0,32}$")


def entities(text: str) -> Iterator[Edit]:
    """HTML entities as the characters that they stand for. "R&D", "AT&T;" and "?a=1&copy=2" hold none."""
    if "&" not in text:
        return
    for match in _ENTITY.finditer(text):
        new = _character(match)
        if new is None:
            end = match.end("again")
            if end - match.start() > 1:
                yield Edit(match.start(), end, "&")
        # What would complete another entity ("&am&#112;;") is left: undoing it would have no end.
        elif not _completes(new) or not _OPEN.search(text, max(0, match.start() - 34), match.start()):
            yield Edit(*match.span(), new)


def _completes(new: str) -> bool:
    return new.isalnum() or new in "#;" or new > "\uff00" or not (new.isprintable() or new.isspace())


def _character(match: re.Match[str]) -> str | None:
    if match["number"]:
        return unescape(f"&#{match['number']};")
    name = match["name"] or (match["bare"] and f"{match['bare']};")
    known = bool(name) and (name[:-1] in name2codepoint or name == "apos;")
    return html5[name] if known else None


# A number behind a word of its line, and the next lines begin with three digits each: of a list the number would stand first.
_CUT = re.compile(r"(?<=[a-zA-Z][ (])\d{1,3}(?:\.(?: ?\n)+ ?\d{3}(?!\d))+")
_BREAK = re.compile(r"(?: ?\n)+ ?")


def cut_numbers(text: str) -> Iterator[Edit]:
    """The line breaks within "Sebanyak 2.\n\n098 warga": a program took each full stop for the end of a sentence."""
    for match in _CUT.finditer(text):
        for line_end in _BREAK.finditer(text, *match.span()):
            yield Edit(*line_end.span(), "")
