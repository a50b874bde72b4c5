"""One HTML file of a batch of releases: a list to search, each release with its evidence, charts. It loads nothing.

`texts` finds the text that each record's spans count, `index` is what lists and charts need of all of them, `form` what
`record.py` says of the fields, `page` puts it together. Pages are drawn by `static/`: plain modules, joined by `scripts`.
"""

from __future__ import annotations

from extract.report.page import LIMIT, Language, Outcome, save_report, write_report

__all__ = ["LIMIT", "Language", "Outcome", "save_report", "write_report"]
