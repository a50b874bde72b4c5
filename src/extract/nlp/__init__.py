"""The spaCy Language: tokenizer, model, sentences, layout and one component per extractor."""

from extract.nlp.language import load

__all__ = ["load"]
