"""What a clause is about, and what it says of a thing that is counted: subject, object, predicate."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from extract.lexicon import Lexicon
from extract.mentions import Offsets
from extract.values.phrases import HEAD, PASSIVE, REACH, Token, collect, is_verb, joined, tokens, words_with

_PREDICATES = frozenset(("adalah", "telah", "sudah", "akan", "sebesar", "sebanyak", "senilai", "yakni", "yaitu"))
_MAX_OBJECT = 4         # words


def predicate_after(text: str, start: int, end: int, skip: Sequence[Offsets], lexicon: Lexicon) -> str:
    """What is said of the counted thing that ends at `start`: "[kebun] telah diregistrasi", "[desa] memiliki BUMDes"."""
    states, holding = words_with("state", lexicon), words_with("hold", lexicon)
    stops = words_with("stop", lexicon) - states - holding
    found = [t[0] for t in tokens(text, start, min(end, start + REACH), skip)]
    while found and (found[0] in words_with("aux", lexicon) or found[0] == "yang"):
        found.pop(0)
    verb = found[0] if found else ""
    if verb in stops or not (verb in states or verb in holding or PASSIVE.match(verb)):
        return ""
    room = 2 if verb in holding else 1 if verb.startswith("ter") or verb == "meninggal" else 0
    said = [verb]
    for word in found[1 : 1 + room]:
        if not word[0].isalpha() or word in stops or is_verb(word, lexicon):
            break
        said.append(word)
    return " ".join(said) if len(said) > 1 or verb not in holding else ""


@lru_cache(maxsize=8)
def _reporting(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(row["term"] for row in lexicon.rows("speech_cues") if row["kind"] != "after") | words_with("report", lexicon)


def subject(text: str, start: int, end: int, skip: Sequence[Offsets], lexicon: Lexicon) -> str:
    """The noun phrase before the first verb of a sentence, or of what somebody there is reported to say."""
    found = tokens(text, start, min(end, start + HEAD), skip)
    said = next((at for at, token in enumerate(found) if token[0].casefold() in _reporting(lexicon)), None)
    if said is not None:
        found = found[said + 1 :]
        while found and (not found[0][0][0].isalnum() or found[0][0].casefold() in _reporting(lexicon)):
            found = found[1:]
    stop = len(found)
    for at, (surface, _, _) in enumerate(found):
        word = surface.casefold()
        head = at > 0 and found[at - 1][0].casefold() != "yang"
        if at and head and ((surface.islower() and is_verb(word, lexicon)) or word in _PREDICATES):
            stop = at
            break
    words = collect(found[:stop], lexicon)
    while words and words[0][0].casefold() in words_with("edge", lexicon):
        words = words[1:]
    while words and words[-1][0] in words_with("preposition", lexicon) | words_with("link", lexicon):
        words = words[:-1]
    if stop < len(found) and found[stop][0].startswith("me") and all(word[0].isupper() for word, _, _ in words):
        thing = _object(found[stop + 1 :], lexicon)
        return joined(thing if thing and (thing[0][0].islower() or len(words) > 1) else words)
    return joined(words)


def _object(found: Sequence[Token], lexicon: Lexicon) -> list[Token]:
    """What somebody acts on, behind the verb: "[Dinas PUPR membangun] jembatan gantung"."""
    stops = words_with("stop", lexicon)
    words: list[Token] = []
    for token in found[:_MAX_OBJECT]:
        if not token[0].isalpha() or token[0] in stops or (token[0].islower() and is_verb(token[0], lexicon)):
            break
        words.append(token)
    return words
