"""Many texts to a table, from and to each library that speaks Arrow."""

import datetime
import subprocess
import sys

import duckdb
import pandas
import polars
import pyarrow
import pytest
from conftest import as_csv, rows

import onrecord

TEXTS = ["Forty people were hurt in Lima on Monday, police said.", "The ministry said 12 of 30 boats had sunk."]
WHOLE, NUMBER = {"sentence", "start", "end", "mentions"}, {"low", "high"}


def test_the_table_is_the_csv_of_the_program(extractor, articles, articles_file, program):
    ids, texts = zip(*articles)
    table = extractor.extract_table(texts, ids).to_pyarrow()
    assert as_csv(table.column_names, rows(table)) == program("scan", articles_file, "--plain")
    mentions = extractor.extract_table(texts, ids, kinds=["actors"], mentions=True).to_pyarrow()
    assert as_csv(mentions.column_names, rows(mentions)) == program("scan", articles_file, "--kinds", "actors", "--mentions")


def test_the_result_is_the_same_for_every_number_of_threads(articles):
    texts = [text for _, text in articles] * 20
    one, three = (onrecord.Extractor(threads=n).extract_table(texts).to_pyarrow() for n in (1, 3))
    assert one.equals(three) and one.num_rows > 10_000


def test_a_table_for_pyarrow_leaves_pandas_alone():
    """A Spark worker makes many of them and may have no pandas."""
    code = "import onrecord, sys; onrecord.Extractor().extract_table(['Two died.']).to_pyarrow(); print('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_columns_have_types_and_empty_cells_are_null(extractor):
    table = extractor.extract_table(TEXTS).to_pyarrow()
    for field in table.schema:
        expected = pyarrow.int64() if field.name in WHOLE else pyarrow.float64() if field.name in NUMBER else pyarrow.string()
        assert field.type == expected, field
    for column in table.columns:
        assert "" not in column.to_pylist()
    claims = [r for r in table.to_pylist() if r["kind"] == "claim"]
    assert [r["low"] for r in claims] == [40.0, 12.0, 30.0] and claims[0]["content"] is None
    assert [r["doc"] for r in claims] == ["1", "2", "2"]


def test_each_kind_has_a_table_of_its_own(extractor, articles):
    whole = extractor.extract_table([text for _, text in articles])
    data = whole.to_pyarrow()
    for kind, part in (("claim", whole.claims), ("attribution", whole.attributions), ("actor", whole.actors)):
        of_kind = data.filter(pyarrow.compute.equal(data["kind"], kind))
        assert part.to_pyarrow().equals(of_kind.select(part.column_names)), kind
        dropped = [name for name in data.column_names if name not in part.column_names and name != "kind"]
        assert all(of_kind[name].null_count == of_kind.num_rows for name in dropped), kind
    with pytest.raises(AttributeError):
        whole.claims.claims


def frame(library):
    data = {"nr": [7, 8], "maintext": TEXTS, "date": [datetime.date(2024, 1, 31), None]}
    return library(data)


@pytest.mark.parametrize("library", [pandas.DataFrame, polars.DataFrame, pyarrow.table], ids=["pandas", "polars", "pyarrow"])
def test_tables_are_read_from_every_library(extractor, library):
    got = extractor.extract_table(frame(library), id="nr").to_pyarrow().to_pylist()
    assert {r["doc"] for r in got} == {"7", "8"}
    assert {r["date"] for r in got if r["doc"] == "7"} == {"2024-01-31"} and {r["date"] for r in got if r["doc"] == "8"} == {None}
    columns = ["kind", "text", "low", "source"]
    plain = extractor.extract_table(TEXTS).to_pyarrow().select(columns).to_pylist()
    assert [{c: r[c] for c in columns} for r in got] == plain


def test_tables_are_read_from_duckdb(extractor):
    articles = frame(pyarrow.table)  # noqa: F841, DuckDB finds it by its name
    relation = duckdb.sql("select nr as id, maintext as text from articles order by nr")
    assert len(extractor.extract_table(relation)) == len(extractor.extract_table(TEXTS))


@pytest.mark.parametrize(
    "texts",
    [
        tuple(TEXTS),
        iter(TEXTS),
        pandas.Series(TEXTS),
        polars.Series(TEXTS),
        pyarrow.array(TEXTS, pyarrow.string_view()),
        pyarrow.chunked_array([TEXTS[:1], TEXTS[1:]]),
        pyarrow.array(TEXTS).dictionary_encode(),
    ],
    ids=["tuple", "iterator", "pandas", "polars", "view", "chunked", "dictionary"],
)
def test_texts_come_as_any_strings(extractor, texts):
    assert extractor.extract_table(texts, ["a", "b"]).to_pyarrow().equals(extractor.extract_table(TEXTS, ["a", "b"]).to_pyarrow())


def test_every_library_reads_the_table_with_its_types(extractor):
    found = table = extractor.extract_table(TEXTS)
    expected = table.to_pyarrow().to_pylist()
    in_pandas = table.to_pandas()
    assert in_pandas["low"].dtype == "float64" and in_pandas["start"].dtype == "int64" and in_pandas["text"].tolist()[0] == expected[0]["text"]
    in_polars = table.to_polars()
    assert in_polars.schema["low"] == polars.Float64 and in_polars.schema["start"] == polars.Int64 and in_polars.to_dicts() == expected
    total = duckdb.sql("select sum(low), typeof(any_value(start)) from found where kind = 'claim'")
    assert total.fetchall() == [(82.0, "BIGINT")]


def test_a_bad_text_is_an_error_row_and_the_others_go_on(extractor):
    texts = [TEXTS[0], None, "b" * (33 << 20), TEXTS[1]]
    table = extractor.extract_table(texts, ["one", "two", "three", "four"])
    errors = table.errors.to_pyarrow().to_pylist()
    assert [e["doc"] for e in errors] == ["two", "three"]
    assert "null" in errors[0]["text"] and "32 MB" in errors[1]["text"]
    assert {r["doc"] for r in table.claims.to_pyarrow().to_pylist()} == {"one", "four"}


@pytest.mark.parametrize(
    ("texts", "more", "error", "words"),
    [
        ("one text", {}, TypeError, "pass a list"),
        (5, {}, TypeError, "list, an array or a table"),
        ([1], {}, TypeError, "str"),
        (pyarrow.array([[1]]), {}, TypeError, "not strings"),
        (pyarrow.table({"q": ["x"]}), {}, ValueError, "name it with text="),
        (pyarrow.table({"text": ["x"]}), {"id": "nr"}, ValueError, "no column \"nr\"; there are text"),
        (["x"], {"ids": ["a", "b"]}, ValueError, "1 texts and 2 ids"),
        (["x"], {"text": "body"}, ValueError, "belong to a table"),
        (["x"], {"kinds": ["claim"]}, ValueError, "there are claims"),
    ],
)
def test_what_cannot_be_read_is_said(extractor, texts, more, error, words):
    with pytest.raises(error, match=words):
        extractor.extract_table(texts, **more)


def test_nothing_gives_an_empty_table(extractor):
    for nothing in ([], pyarrow.array([], pyarrow.string()), pyarrow.table({"text": pyarrow.array([], pyarrow.string())})):
        table = extractor.extract_table(nothing)
        assert len(table) == 0 and len(table.to_pyarrow().schema) == len(table.column_names)
