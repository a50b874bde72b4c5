"""A row that a user adds to a table counts wherever the rules ask for words of its class."""

from pathlib import Path

import pytest

from extract.lexicon import Lexicon, default
from extract.values.dates import find_dates, started_at
from extract.values.periods import find_periods
from extract.values.quantities import find_quantities
from extract.values.timing import NOW, PAST, read_timing

ROWS = {
    "words": (
        "term,class\nkala,clock-cue\nswalayan,number-package\nsaban,rate-per\nlampau,time-ago\nwarsa,time-span\nabad ini,time-now\n"
        "manakala,date-started\nbidikan,bound-aim\nhingga ke,link-until\nterhitung,time-since\n"
    ),
    "periods": "term,kind,value\ndwibulan,part,2\nmuka,step,1\n",
    "months": "term,month\nSasi Juni,6\n",
}


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    folder: Path = tmp_path_factory.mktemp("tables")
    for name, rows in ROWS.items():
        (folder / f"{name}.csv").write_text(rows, encoding="utf-8")
    return Lexicon(folder / f"{name}.csv" for name in ROWS)


def quantities(text, lexicon):
    return [(q.value, q.low, q.unit, q.bound) for q in find_quantities(text, 0, len(text), (), lexicon)]


@pytest.mark.parametrize(("read", "text"), [
    (quantities, "isi swalayan 3 kg naik"),
    (quantities, "panen 5 ton saban hektare"),
    (quantities, "panen 5 hingga ke 7 ton"),
    (quantities, "bidikan panen berada pada 7 ton"),
    (lambda text, lexicon: started_at(text, 0, len(text), lexicon), "manakala sekitar kala 07.00 WIB"),
    (lambda text, lexicon: find_dates(text, 0, len(text), lexicon), "pada 5 Sasi Juni 2024"),
    (lambda text, lexicon: find_periods(text, 0, len(text), lexicon), "dwibulan II 2024"),
    (lambda text, lexicon: read_timing(text, 0, len(text), 2024, lexicon).periods, "panen tahun muka"),
    (lambda text, lexicon: read_timing(text, 0, len(text), 2024, lexicon).periods, "dibuka terhitung 2022"),
    (lambda text, lexicon: PAST(lexicon).findall(text), "dua warsa lampau"),
    (lambda text, lexicon: NOW(lexicon).findall(text), "pada abad ini"),
])  # fmt: skip
def test_a_row_counts(read, text, lexicon):
    assert read(text, lexicon) != read(text, default())
