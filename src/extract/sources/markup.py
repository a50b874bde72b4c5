"""The text of an HTML fragment, as the columns of content systems hold it: tags become lines, nothing else is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extract.errors import MissingExtraError, SourceError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCK = "!doctype|html|body|p|div|article|section|h[1-6]|table|ul|ol|figure|center"
_INLINE = "span|strong|b|em|i|br|img|a|font"
_BEGINNING = re.compile(rf"\s*<(?:{_BLOCK}|{_INLINE})\b[^<>]*>", re.IGNORECASE)
_END = re.compile(r"</(?:p|div)>|<br ?/?>", re.IGNORECASE)
_BLOCKS = frozenset((
    "p", "div", "article", "section", "main", "header", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li",
    "table", "tr", "td", "th", "dl", "dt", "dd", "blockquote", "figure", "figcaption", "center", "pre", "hr", "br", "body",
))  # fmt: skip
_UNSEEN = frozenset(("script", "style", "head", "noscript", "template", "iframe"))
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def is_markup(text: str) -> bool:
    """Whether a cell of a table holds HTML: it begins with a tag, or has ends of paragraphs in it."""
    return _BEGINNING.match(text) is not None or _END.search(text) is not None


def text_of(markup: str, uri: str) -> str:
    """Its paragraphs, a line each. Raises SourceError where lxml is not installed, or there is nothing but tags."""
    try:
        from lxml import etree, html
    except ImportError as error:
        raise SourceError(str(MissingExtraError("reading HTML", "html")), uri) from error
    try:
        root = html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, ValueError) as error:
        raise SourceError(f"HTML that cannot be read: {error}", uri) from error
    lines = (_BLANKS.sub(" ", line).strip() for line in "".join(_pieces(root)).split("\0"))
    return "\n".join(line for line in lines if line)


def _pieces(root: HtmlElement) -> Iterator[str]:
    """Text in document order, with NUL where a line ends."""
    stack: list[tuple[HtmlElement, bool]] = [(root, False)]
    while stack:
        node, over = stack.pop()
        block = node.tag in _BLOCKS
        if over:
            yield ("\0" if block else "") + (node.tail or "").replace("\0", " ")
            continue
        stack.append((node, True))
        if isinstance(node.tag, str) and node.tag not in _UNSEEN:
            yield ("\0" if block else "") + (node.text or "").replace("\0", " ")
            stack += ((child, False) for child in reversed(node))
