"""Patterns of many words that cost the same however many there are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_END = ""
_FEW = 80               # letters
_BLANK = re.escape(" ")


def one_of(terms: Iterable[str], blank: str = " ") -> str:
    """A pattern for any of `terms` in any case, the longest that fits first. `blank` is the pattern for a blank in a term.

    Python tries alternatives one after the other, so that `a|b|c|…` of a thousand terms costs a thousand steps at every
    word. Here terms share their beginnings: at most one alternative can go on from each character. A few short ones stay as they
    are, which is compiled in less time.
    """
    terms = {term.lower() for term in terms}
    if sum(map(len, terms)) <= _FEW:
        longest_first = sorted(terms, key=lambda term: (-len(term), term))
        return f"(?i:{'|'.join(re.escape(term).replace(_BLANK, blank) for term in longest_first)})"
    tree: dict[str, Any] = {}
    for term in terms:
        node = tree
        for character in term:
            node = node.setdefault(character, {})
        node[_END] = True
    return f"(?-i:{_alternatives(tree, blank)})"


def _alternatives(node: dict[str, Any], blank: str) -> str:
    branches = []
    for character in sorted(node.keys() - {_END}):
        both = {character, character.upper()}
        if character == " ":
            step = blank
        elif len(both) > 1 and all(len(form) == 1 for form in both):
            step = f"[{character.upper()}{character}]"
        else:
            step = re.escape(character)
        branches.append(step + _alternatives(node[character], blank))
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 and _END not in node else f"(?:{'|'.join(branches)})"
    return f"{body}?" if _END in node else body
