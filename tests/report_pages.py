"""Texts that pages are made of, and what a page holds."""

import base64
import gzip
import json
import re

HARM = (
    "Bupati Lahat Hendra Wijaya Buka Pasar Murah\n\nLAHAT – Bupati Lahat Hendra Wijaya membuka pasar murah di Lahat, Senin (3/6/2024). "
    "</script><img src=\"https://example.org/x\" onerror=\"document.title='harmed'\"><!-- \u202eterbalik\u202c \U0001f600\U0001f600 "
    "“Harga beras turun 12,5 persen & stok 40 ton,” kata Hendra. {{ 7 * 7 }} &lt;b&gt;\n"
)
GONE = "Gubernur Papua Yonas Wenda meninjau 12 sekolah di Jayapura, Rabu (5/6/2024).\n"


def block(html: str, id: str):
    """What a block of the page holds."""
    letters = re.search(rf'<script type="application/gzip" id="{id}">([^<]*)</script>', html)[1]
    data = gzip.decompress(base64.b64decode(letters)).decode()
    return data if id == "vega" else json.loads(data)
