"""The second engine: Stanza's annotations as the same kind of spaCy Doc, so that every component runs on either.

Words are those of our tokenizer on either engine. Stanza is given them (`tokenize_pretokenized`) with our sentence
boundaries, and its entities, tags, lemmas and heads are written onto them: no offsets have to be matched.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from extract.errors import MissingExtraError, ModelError

LABELS = {
    "PERSON": "PER", "ORGANIZATION": "ORG", "ORGANISATION": "ORG", "LOCATION": "LOC", "PLACE": "LOC", "GPE": "LOC",
    "PER": "PER", "ORG": "ORG", "LOC": "LOC",
}


class StanzaComponent:
    """Sets entities, and where their models are there, tags, lemmas and the dependency tree."""

    def __init__(self, pipeline: Any) -> None:
        self.pipeline = pipeline

    def __call__(self, doc: Doc) -> Doc:
        sentences = [words for sent in doc.sents if (words := [t for t in sent if not t.is_space])]
        if not sentences:
            return doc
        analysed = self.pipeline([[token.text for token in words] for words in sentences])
        entities: list[Span] = []
        for words, sentence in zip(sentences, analysed.sentences, strict=True):
            entities += _entities(doc, words, sentence)
            for token, word in zip(words, sentence.words, strict=True):
                if word.upos:
                    token.pos_, token.tag_ = word.upos, word.xpos or ""
                if word.lemma:
                    token.lemma_ = word.lemma
                if word.deprel:
                    token.dep_ = "ROOT" if word.head == 0 else word.deprel
                    token.head = words[word.head - 1] if word.head else token
        doc.set_ents(entities)
        return doc


def _entities(doc: Doc, words: list[Any], sentence: Any) -> list[Span]:
    found = []
    for entity in sentence.ents:
        first = words[entity.tokens[0].id[0] - 1].i
        last = words[entity.tokens[-1].id[0] - 1].i
        if label := LABELS.get(entity.type):
            found.append(Span(doc, first, last + 1, label))
    return found


@Language.factory("extract_stanza", default_config={"directory": None, "parse": False})
def create(nlp: Language, name: str, directory: str | None, parse: bool) -> StanzaComponent:
    """Stanza as a component. `directory` holds models for Indonesian: our own layout or a `stanza_resources`.

    Raises MissingExtraError where Stanza is not installed, ModelError where the models are not there.
    """
    try:
        import stanza
    except ImportError as error:
        raise MissingExtraError("the Stanza engine", "stanza") from error
    wanted = ("ner", "pos", "lemma", "depparse") if parse else ("ner",)
    options = arguments(Path(directory) if directory else None, "tokenize", *wanted)
    try:
        pipeline = stanza.Pipeline("id", tokenize_pretokenized=True, download_method=None, verbose=False, **options)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"no Stanza models for Indonesian: {error}; `training/train_stanza.py` makes them") from error
    return StanzaComponent(pipeline)


def arguments(directory: Path | None, *wanted: str) -> dict[str, Any]:
    """The arguments of `stanza.Pipeline` for the processors `wanted`, as far as their models lie in `directory`.

    Where `directory` has no models of our layout (`ner.pt`), it is taken for a `stanza_resources`; None is Stanza's own place.
    """
    if directory is None or not (directory / "ner.pt").exists():
        return {"processors": ",".join(dict.fromkeys(("tokenize", *wanted))), **({"dir": str(directory)} if directory else {})}
    there = [name for name in wanted if (directory / f"{name}.pt").exists()]
    return {
        "dir": str(directory), "package": None, "allow_unknown_language": True,
        "processors": ",".join(dict.fromkeys(("tokenize", *there))),
        **{f"{name}_model_path": str(directory / f"{name}.pt") for name in there},
    }
