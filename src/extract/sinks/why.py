"""What each mention comes from: the rule with its example, and the words of the lexicon or the span of the model it went by."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from spacy.tokens import Doc

from extract.lexicon import Lexicon
from extract.lexicon.patterns import one_of
from extract.lexicon.words import words_of
from extract.mentions import Mention
from extract.words.rules import ids_of, known_rules

_BEFORE = 60            # characters before a mention in which the word stands that it is known by
_MODEL = "model"


@dataclass(frozen=True, slots=True)
class Reason:
    """`rule`: what the mention is from, with what that means and its example. `known_by`: a table or class of words and its term
    there, or the label and words of the model."""

    field: str
    words: str
    rule: str
    known_by: tuple[str, ...]


def reasons(doc: Doc, lexicon: Lexicon) -> Iterator[Reason]:
    """Of every mention of a Doc, field by field."""
    rules = known_rules()
    for field, mentions in doc._.extract_mentions.items():
        for mention in mentions:
            behind = [rules[ident] for ident in ids_of(field, mention.rule) if ident in rules]
            cue = getattr(mention.value, "cue", None)
            names = dict.fromkeys(name for rule in behind for name in rule.goes_by)
            known = [f"cue: {cue}"] if cue else [each for name in names for each in _known_by(doc, mention, name, lexicon)]
            said = "; ".join(f"{rule.id}{rule.meaning and f': {rule.meaning}'}, as in: {rule.example}" for rule in behind)
            yield Reason(field, mention.text, said or mention.rule, tuple(dict.fromkeys(known)))


def _known_by(doc: Doc, mention: Mention[Any], name: str, lexicon: Lexicon) -> Iterator[str]:
    text = doc._.extract_text
    if name == _MODEL:
        yield from _model_spans(doc, mention)
        return
    terms = _terms(name, lexicon)
    # Where it holds none itself, the nearest one before it.
    before = terms.finditer(text, max(0, mention.start_char - _BEFORE), mention.start_char)
    found = terms.search(text, *mention.offsets) or max(before, key=lambda match: match.end(), default=None)
    if found:
        yield f"{name}: {found.group()}"


def _model_spans(doc: Doc, mention: Mention[Any]) -> Iterator[str]:
    for span in (*doc.ents, *doc.spans.get("layer", ())):
        if span.start_char < mention.end_char and mention.start_char < span.end_char:
            yield f"model: {span.label_} {span.text}"


@lru_cache(maxsize=128)
def _terms(name: str, lexicon: Lexicon) -> re.Pattern[str]:
    """The terms of a table, or of a class of words."""
    column = "name" if name == "regions" else "term"
    return re.compile(rf"(?<!\w){one_of(words_of(lexicon, name) if '-' in name else lexicon.terms(name, column))}(?!\w)")
