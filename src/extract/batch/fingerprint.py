"""What a run's output depends on, as digests: the program, and what it was asked to read. Not the number of workers."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

from extract._version import __version__

PACKAGE = Path(__file__).parent.parent
_LIBRARIES = (
    "spacy", "thinc", "numpy", "dateparser", "py3langid", "charset-normalizer", "orjson", "pydantic", "trafilatura",
    "lxml", "python-docx", "pypdfium2", "striprtf", "openpyxl",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Program:
    """Digests of what makes records out of texts. By content: a copied or a touched file is the same file."""

    version: str
    code: str
    model: str
    lexicon: str
    libraries: str

    def digest(self) -> str:
        return hashlib.sha256("\0".join(asdict(self).values()).encode()).hexdigest()


def program(engine: str, lexicon: Iterable[str], stanza_dir: str | None = None) -> Program:
    """Of this installation (40 MB of weights and tables: some tens of milliseconds), the user's own tables and
    Stanza models."""
    own = [Path(name) for name in lexicon]
    names = (*_LIBRARIES, "stanza", "torch") if engine == "stanza" else _LIBRARIES
    libraries = ["python {}.{}".format(*sys.version_info), engine, *(f"{name} {_installed(name)}" for name in names)]
    return Program(
        version=__version__,
        code=_files(PACKAGE.rglob("*.py"), PACKAGE),
        model=_files((path for path in (PACKAGE / "models").rglob("*") if path.suffix != ".md"), PACKAGE)
        + (_files(Path(stanza_dir).rglob("*"), Path(stanza_dir)) if stanza_dir else ""),
        lexicon=_files((PACKAGE / "lexicon").glob("*.[cy]*"), PACKAGE) + "".join(_content(path) for path in own),
        libraries=" ".join(libraries),
    )


def request(names: Iterable[str], options: str) -> dict[str, str]:
    """Of the input (name, size and time of change of each file: reading all of it would take as long as the run) and of
    the options that shape the output. What a run has read so far is checked by content when it goes on."""
    sha = hashlib.sha256()
    for name in names:
        try:
            status = Path(name).stat()
            sha.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode("utf-8", "surrogateescape"))
        except OSError:
            sha.update(f"{name}\0unreadable\n".encode("utf-8", "surrogateescape"))
    return {"input": sha.hexdigest(), "options": options}


def names_digest(names: Iterable[str]) -> str:
    """Of names alone, whatever lies there."""
    return hashlib.sha256("\0".join(names).encode("utf-8", "surrogateescape")).hexdigest()


def _files(paths: Iterable[Path], base: Path) -> str:
    sha = hashlib.sha256()
    for path in sorted(path for path in paths if path.is_file() and "__pycache__" not in path.parts):
        sha.update(f"{path.relative_to(base).as_posix()}\0{_content(path)}\n".encode())
    return sha.hexdigest()


def _content(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "none"
