"""The scripts of the page: our modules as one, and the bundle of Vega that `rilis[report]` brings."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from collections.abc import Callable
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from extract.errors import MissingExtraError

STATIC = Path(__file__).parent / "static"
MODULES = ("dom", "words", "data", "state", "filter", "evidence", "list", "release", "charts", "main")
"""In an order in which each imports only those before it."""

_IMPORT = re.compile(r"^import (\{[^}]*\}) from \"\./(\w+)\.js\";$", re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?function|const) (\w+)", re.MULTILINE)


def check_installed() -> None:
    """Raises MissingExtraError where what draws the charts is not there: before the work rather than after it."""
    if find_spec("vl_convert") is None or find_spec("jinja2") is None:
        raise MissingExtraError("an HTML report", "report")


def joined() -> str:
    """Our modules as one: in a file that may load nothing, no module can import another. Each becomes a function that gives what
    the module exports."""
    return "".join(_as_function(name, (STATIC / f"{name}.js").read_text(encoding="utf-8")) for name in MODULES)


def _as_function(name: str, source: str) -> str:
    exports = ", ".join(exported for _, exported in _EXPORT.findall(source))
    body = _EXPORT.sub(r"\1 \2", _IMPORT.sub(r"const \1 = \2_js;", source))
    return f"const {name}_js = (() => {{\n{body}return {{ {exports} }};\n}})();\n"


@lru_cache(maxsize=1)
def vega() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script, which the installed package holds."""
    import vl_convert

    bundle: Callable[..., str] = vl_convert.javascript_bundle       # its stub forgets that nothing need be given
    return bundle()


def digest(script: str) -> str:
    """What a Content Security Policy knows a script by."""
    return f"sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}"


def packed(data: bytes) -> str:
    """Compressed, in letters that mean nothing to HTML. The same bytes give the same letters."""
    return base64.b64encode(gzip.compress(data, 6, mtime=0)).decode()
