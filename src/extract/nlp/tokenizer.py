"""The tokenizer: cleans the raw text, cuts it into words, and keeps the way back to the raw characters.

It is one compiled scan, so that a Language is ready at once: `spacy.blank("id")` builds an exception for every
reduplicated word of the dictionary. The words are those that the model was trained on:

- titles, degrees and abbreviations keep their full stop ("Dr.", "S.Pd.", "a.n."), also with no space after it;
- "mama-mama", "e-voting" and "ke-77" are one word, "TNI-Polri" and "se-Kalteng" are three;
- numbers and dates in digits are one word ("1.250.000", "20/6/2022"), and "Rp" stands apart from its amount.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from extract.lexicon import default
from extract.nlp.analysis import KEY, Analysis
from extract.text.clean import clean

_LETTERS = r"[^\W\d_]+(?:'[^\W\d_]+)*"
_WORDS = rf"""
    \ + | [A-Za-z]+(?=[ ,\n])       # what most of a text is goes before what it could be no part of
  | (?:https?://|www\.)[^\s<>"“”()]{{1,2000}}(?<![.,;:!?'])
  | [\w.+-]{{1,64}}@[\w-]{{1,64}}(?:\.[\w-]{{1,64}}){{1,8}}
  | [@\#]\w+
  | [A-Za-z][\w-]{{0,62}}(?:\.[a-z][\w-]{{0,62}}){{0,4}}\.(?:com|org|net|info|(?:go|co|or|ac|sch|desa|my)\.id|id)\b
  | (?=[^\W\d_]{{1,6}}\.)(?:(?i:ABBREVIATIONS)\.|(?:ABBREVIATIONS)(?![\w])|(?:[A-Z]\.){{1,5}}[A-Z](?![\w])\.?
      |(?:[A-Z]\.){{2,6}}|[A-Z]\.(?=\ ?[A-Z]|\ ?,))
  | (?i:US\$|Rp(?=\.?\ ?\d))
  | \d+(?:[.,:/]\d+)*(?:[A-Z]{{1,3}}\b)?
  | ({_LETTERS})-\1(?:nya)?\b
  | [Kk]e-(?:\d+|[IVXLC]+\b)
  | {_LETTERS}(?:-(?=[a-z\d])[\w']+|\d+(?![\w]))*
  | \w+
  | \.{{2,8}} | -{{2,8}}
  | \n+ | .
"""


@lru_cache(maxsize=1)
def _scanner() -> re.Pattern[str]:
    terms = sorted(default().terms("token_abbreviations"), key=lambda term: (-len(term), term))
    return re.compile(_WORDS.replace("ABBREVIATIONS", "|".join(map(re.escape, terms))), re.VERBOSE)


def split(text: str) -> tuple[list[str], list[bool]]:
    """The words of a cleaned text, and whether one space follows each. Joined again they give `text`."""
    words: list[str] = []
    spaces: list[bool] = []
    for match in _scanner().finditer(text):
        word = match.group()
        if word[0] == " " and spaces and not spaces[-1] and words[-1][0] != "\n":
            spaces[-1] = True
            word = word[1:]
        if word:
            words.append(word)
            spaces.append(False)
    return words, spaces


class Tokenizer:
    """Makes the Doc of a raw text. `doc.text` is the cleaned text; `doc._.extract_clean` maps its characters back."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        cleaned = clean(text)
        words, spaces = split(cleaned.text)
        analysis = Analysis(cleaned.text, len(words), cleaned, text)
        return Doc(self.vocab, words=words, spaces=spaces, user_data={KEY: analysis})

    def to_bytes(self, **_: object) -> bytes:
        """Nothing: the tokenizer holds no state."""
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> Tokenizer:
        return self

    def to_disk(self, _path: object, **_: object) -> None:
        """Nothing: the tokenizer holds no state."""

    def from_disk(self, _path: object, **_: object) -> Tokenizer:
        return self


def create_tokenizer() -> Callable[[Language], Tokenizer]:
    """The tokenizer under its name in a spaCy config."""
    def create(nlp: Language) -> Tokenizer:
        return Tokenizer(nlp.vocab)
    return create


registry.tokenizers.register("extract.tokenizer.v1", func=create_tokenizer)
