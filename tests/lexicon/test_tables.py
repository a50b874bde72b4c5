"""A table of the user's that cannot be used is refused before anything is read, with its file and line."""

import pytest

import extract
from extract.errors import LexiconError
from extract.lexicon import HERE, Lexicon

WRONG = [   # name, content, message behind the path
    ("months.csv", "term,month,source\nfoo,x,own\n", ":2: column 'month' holds 'x', not a whole number from 1 to 12"),
    ("months.csv", "term,month\nMei,5\nJunio,13\n", ":3: column 'month' holds '13', not a whole number from 1 to 12"),
    ("months.csv", "term,month\nJunio\n", ":2: column 'month' holds '', not a whole number from 1 to 12"),
    ("months.csv", 'term,month\n"Ju\nnio",x\n', ":3: column 'month' holds 'x', not a whole number from 1 to 12"),
    ("months.csv", "term,month\n,5\n", ":2: nothing in column 'term'"),
    ("months.csv", "term,month\nJunio,6,own,more\n", ":2: 4 fields under a header of 2"),
    ("months.csv", "term;month\nJunio;6\n", ":1: missing column term, month in term;month"),
    ("months.csv", "term\n", ":1: missing column month in term"),
    ("months.csv", "term,month,month\nJunio,6,7\n", ":1: column 'month' twice"),
    ("months.csv", "", ": no header"),
    ("months.csv", "\n\n", ": no header"),
    ("months.csv", 'term,month\n"Junio,6\n', ":2: unexpected end of data"),
    ("months.csv", b"term,month\nJuni\xf6,6\n", ":2: not UTF-8; save it as CSV UTF-8"),
    ("months.csv", "term,month\nJunio,6\n".encode("utf-16"), ":1: not UTF-8; save it as CSV UTF-8"),
    ("months.csv", bytes(1000), ": binary data, not a table"),
    ("number_words.csv", "term,value,kind\nlusin,dua belas,scale\n", ":2: column 'value' holds 'dua belas', not a number"),
    ("number_words.csv", "term,value,kind\nlusin,nan,scale\n", ":2: column 'value' holds 'nan', not a number"),
    ("number_words.csv", "term,value,kind\nlusin,12,dozen\n", ":2: column 'kind' holds 'dozen', not one of '"),
    ("topic_terms.csv", "term,label,weight\nrakit,pelayaran,1\n", ":2: column 'label' holds 'pelayaran', which column 'label' of topics does not have"),
    ("region_aliases.csv", "term,code,kind\nKota Besar,99,spelling\n", ":2: column 'code' holds '99', which column 'code' of regions does not have"),
    ("event_actions.csv", "term,action,noun,kind,weight\nmeriahkan,memeriahkan,,do,berat\n", ":2: column 'weight' holds 'berat', not a whole"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "message"), WRONG, ids=[str(at) for at in range(len(WRONG))])
def test_what_cannot_be_used(name, content, message, tmp_path):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(LexiconError) as refused:
        Lexicon([path])
    assert str(refused.value).startswith(f"{path}{message}")
    assert "\n" not in str(refused.value)


def test_what_is_no_file(tmp_path):
    (tmp_path / "months.csv").mkdir()
    with pytest.raises(LexiconError, match=r"months.csv: Is a directory|months.csv: Permission denied"):
        Lexicon([tmp_path / "months.csv"])
    with pytest.raises(LexiconError, match=r"units.csv: No such file or directory"):
        extract.load(lexicon=[tmp_path / "units.csv"])
    with pytest.raises(LexiconError, match=r"bulan.csv: no table is called 'bulan'; the tables are: acting_forms, boilerplate, "):
        Lexicon([tmp_path / "bulan.csv"])


@pytest.mark.parametrize("content", ["term,month\nJunio,6\n", "\ufeffterm,month\r\nJunio,6\r\n\r\n", "month,note,term\n6,hers,Junio\n", "term,month\n Junio , 6 \n,\n"])
def test_what_can_be_used(content, tmp_path):
    path = tmp_path / "months.csv"
    path.write_text(content, encoding="utf-8", newline="")
    row = Lexicon([path]).rows("months")[-1]
    assert (row["term"], row["month"]) == ("Junio", "6")


@pytest.mark.parametrize("path", sorted(HERE.glob("*.csv")), ids=lambda path: path.stem)
def test_our_own_tables_pass(path):
    assert len(Lexicon([path]).rows(path.stem)) == 2 * len(Lexicon().rows(path.stem))
