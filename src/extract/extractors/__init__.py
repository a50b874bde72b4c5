"""One file per field. Each extractor is a pure function `(doc, lexicon) -> list[Mention]`, in document order."""
