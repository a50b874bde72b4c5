"""A web page as the text of its release: title, day of publication and paragraphs.

The day is what the page states as such: its metadata, a date line or a `<time>` by its headline. Any other day on it, that
of a law, of a photo's path, of another release beside it or of the copyright, says nothing about when it was published.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from extract.errors import MissingExtraError, SourceError
from extract.lexicon import default
from extract.text.clean import clean
from extract.text.dateline import published_day
from extract.values.dates import find_dates

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PUBLISHED = re.compile(
    r"publish|publication|pub_?date|issued|date_?(?:created|posted)|^(?:(?:dc|dcterms|sailthru)[.:])?date$|[.:]created$",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"modif|updat|expir|copyright|publisher", re.IGNORECASE)
# Names of what stands beside a release, not of what holds one.
_OTHERS = "relate|terkait|terbaru|terkini|popul|trending|lainnya|latest|recent"
_BESIDE = re.compile(rf"{_OTHERS}|sidebar|widget|komentar|comment|footer|breadcrumb|menu|ticker", re.IGNORECASE)
_BESIDE_TAGS = frozenset(("aside", "nav", "footer", "form", "figure", "blockquote"))
_LISTS = frozenset(("itemListElement", "hasPart", "mentions", "comment", "review", "citation", "about", "isPartOf"))
_ISO = re.compile(r"(?P<day>(?:199|20\d)\d-\d\d-\d\d)(?:[T ](?P<hour>\d\d)[\d:.]*(?P<utc>Z|[+-]00:?00)?)?(?!\d)")
_JAKARTA = timedelta(hours=7)       # many systems note in UTC when something was published
_LONG = 150                         # characters: a text this long is a paragraph of the release
_INLINE = frozenset(("a", "abbr", "b", "em", "font", "i", "small", "span", "strong", "time", "u"))
_TRIED = 50                         # days by a headline: further ones are those of a list
_PARTS = re.compile(r"\s*[|•·]\s*")


def article(page: str, uri: str) -> str:
    """The lines of the page's release: its title, the day of publication (ISO) where the page states it, its paragraphs.

    Raises SourceError where there is no article, or where `rilis[html]` is not installed.
    """
    try:
        from trafilatura import bare_extraction, load_html
    except ImportError as error:
        raise SourceError(str(MissingExtraError("reading HTML", "html")), uri) from error
    tree = load_html(page)
    if tree is None:
        raise SourceError("no article found in the page", uri)
    # Its own day is not used: it would search the whole page and, without a last day, depend on the clock.
    found = bare_extraction(
        tree,
        favor_recall=True,
        include_comments=False,
        with_metadata=True,
        prune_xpath=["//aside", "//nav"],
        date_extraction_params={"original_date": True, "extensive_search": False, "max_date": "2100-01-01"},
    )
    values = found.as_dict() if found is not None and not isinstance(found, dict) else found or {}
    lines = str(values.get("text") or "").split("\n")
    if lines == [""]:
        raise SourceError("no article found in the page", uri)
    title = _without_site(str(values.get("title") or ""), str(values.get("sitename") or ""))
    if title in lines:
        lines.remove(title)
    return "\n\n".join(part for part in (title, _published(tree, title), *lines) if part)


def _without_site(title: str, site: str) -> str:
    """"Judul - Portal Lahat" without the name of the site."""
    before, mark, last = re.sub(r"\s[-–—|]\s(?=[^-–—|]*$)", "\0", title).partition("\0")
    return before.strip() if mark and last.strip().casefold() == site.casefold() else title


def _published(tree: HtmlElement, title: str) -> str | None:
    """The day that the page states as that of its publication."""
    return _from_meta(tree) or _from_json(tree) or _from_headline(tree, title)


def _from_meta(tree: HtmlElement) -> str | None:
    """From `<meta>`, or from what microdata marks as the day."""
    for element in tree.iter("meta", "time", "span", "div", "p", "abbr"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if element.tag != "meta" and name != "datePublished":
            continue
        if _PUBLISHED.search(name) and not _CHANGED.search(name):
            stated = element.get("content") or element.get("datetime") or element.text_content()
            if day := _day(stated):
                return day
    return None


def _from_json(tree: HtmlElement) -> str | None:
    """From JSON-LD: that of the article, else that of the page."""
    others = []
    for script in tree.iter("script"):
        if "ld+json" not in script.get("type", ""):
            continue
        try:
            read = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):        # pages with broken JSON are read without it
            continue
        for thing in _things(read):
            if day := _day(str(thing.get("datePublished", ""))):
                if "Article" in str(thing.get("@type")) or "Posting" in str(thing.get("@type")):
                    return day
                others.append(day)
    return others[0] if others else None


def _things(read: Any) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD in order, without those that are lists of other pages."""
    waiting = [read]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, dict):
            yield thing
            waiting += reversed([value for key, value in thing.items() if key not in _LISTS])
        elif isinstance(thing, list):
            waiting += reversed(thing)


def _from_headline(tree: HtmlElement, title: str) -> str | None:
    """From a `<time>` or words that say nothing but when, above the headline or between it and the first paragraph."""
    headings = (h for h in tree.iter("h1", "h2", "h3") if title and " ".join(h.text_content().split()) == " ".join(title.split()))
    heading = next(headings, None)
    if heading is None:
        return None
    around = frozenset(heading.iterancestors())
    above = heading.getparent()
    near = frozenset(above.iter()) if above is not None and above.tag not in ("body", "html") else frozenset()
    reached = False
    tried = 0
    for element in tree.iter():
        reached = reached or element is heading
        if not (reached or element in near):
            continue
        for holder, text in ((element, element.text), (element.getparent(), element.tail)):
            words = " ".join((text or "").split()) if holder is not None and isinstance(holder.tag, str) else ""
            if reached and len(words) > _LONG:
                return None
            day = _day(holder.get("datetime", "")) if holder is element and element.tag == "time" else None
            day = day or next(filter(None, map(_day_alone, _PARTS.split(words))), None)
            if day and not _is_beside(holder, around) and _stands_alone(holder):
                return day
            tried += day is not None
            if tried > _TRIED:
                return None
    return None


def _is_beside(element: HtmlElement, around: frozenset[HtmlElement]) -> bool:
    """Whether an element belongs to something else than the release whose headline has the ancestors `around`."""
    in_article = any(ancestor.tag == "article" for ancestor in around)
    while element is not None and element not in around:
        other = element.tag in _BESIDE_TAGS or (in_article and element.tag == "article")
        if other or _BESIDE.search(f"{element.get('class', '')} {element.get('id', '')}"):
            return True
        if _CHANGED.search(element.get("class", "")) and not _PUBLISHED.search(element.get("class", "")):
            return True
        element = element.getparent()
    return False


def _stands_alone(element: HtmlElement) -> bool:
    """Whether the words around it are too few for a sentence of the release."""
    while element.tag in _INLINE and element.getparent() is not None:
        element = element.getparent()
    inline = sum(len(child.text_content()) for child in element if child.tag in _INLINE)
    return inline + sum(len(text or "") for text in (element.text, *(child.tail for child in element))) < _LONG


def _day_alone(words: str) -> str | None:
    text = clean(words).text
    return published_day(text, (0, len(text)), default())


def _day(stated: str) -> str | None:
    """The ISO day of a time stamp, or of a date in words."""
    if stamp := _ISO.match(stated.strip()):
        try:
            day = datetime.fromisoformat(stamp["day"])
        except ValueError:
            return None
        if stamp["utc"]:
            day += timedelta(hours=int(stamp["hour"])) + _JAKARTA
        return day.date().isoformat()
    text = clean(stated[:_LONG]).text
    days = [day.iso for _, day in find_dates(text, 0, len(text), default()) if len(day.iso) == 10]
    return days[0] if days else None
