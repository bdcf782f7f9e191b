"""Comparing claims in Python: the table of the program, whatever the parts and their order."""

import csv
import json

import pytest
from conftest import ROOT, rows

import onrecord


@pytest.fixture(scope="session")
def compared():
    """The articles of the comparison: (id, text, date, title)."""
    paths = sorted(ROOT.glob("fixtures/compare/articles/*.json"))
    assert len(paths) >= 12
    found = [json.loads(p.read_text(encoding="utf-8")) for p in paths]
    return [(a["id"], a["text"], a["date"], a["title"]) for a in found]


@pytest.fixture(scope="session")
def expected():
    """The table that the program gives for them, as rows of cells."""
    with (ROOT / "fixtures/compare/expected.csv").open(newline="", encoding="utf-8") as f:
        return [tuple(row) for row in csv.reader(f)]


def as_table(articles):
    """Articles as an Arrow table."""
    pyarrow = pytest.importorskip("pyarrow")
    return pyarrow.table([list(c) for c in zip(*articles)], ["id", "text", "date", "title"])


def test_records_give_the_table_of_the_program(extractor, compared, expected):
    records = [extractor.extract(text, id=name, date=date, title=title) for name, text, date, title in compared]
    table = onrecord.compare(records, extractor=extractor)
    assert (table.column_names, rows(table.to_pyarrow())) == (list(expected[0]), expected[1:])
    assert rows(onrecord.compare(map(json.dumps, records[::-1])).to_pyarrow()) == expected[1:]


def test_lines_of_the_program_are_read(program, expected):
    folder = ROOT / "fixtures/compare/articles"
    for command in ["scan", "compare"]:
        lines = program(command, folder, "--format", "jsonl", "--quiet").splitlines()
        assert rows(onrecord.compare(lines).to_pyarrow()) == expected[1:]


def test_parts_are_merged_in_any_order(extractor, compared, expected):
    parts = []
    for start in range(0, len(compared), 5):
        part = onrecord.Comparison(extractor)
        part.add_texts(as_table(compared[start : start + 5]))
        parts.append(part.to_bytes())
    for order in [parts, parts[::-1], [*parts[1:], *parts]]:
        whole = onrecord.Comparison(extractor)
        for part in order:
            whole.merge(part)
        assert rows(whole.table().to_pyarrow()) == expected[1:]
    nested = onrecord.Comparison(extractor)
    nested.merge(parts[2])
    nested.merge(parts[1])
    whole = onrecord.Comparison(extractor)
    whole.merge(parts[0])
    whole.merge(nested.to_bytes())
    assert rows(whole.table().to_pyarrow()) == expected[1:]
    assert len(whole) > len(nested) > 0


def test_options_are_those_of_the_program(extractor, compared, program):
    comparison = onrecord.Comparison(extractor)
    comparison.add_texts(as_table(compared))
    folder = ROOT / "fixtures/compare/articles"
    for options, flags in [
        ({"alone": True}, ["--alone"]),
        ({"documents": 4}, ["--documents", "4"]),
        ({"days": 0}, ["--days", "0"]),
    ]:
        got = rows(comparison.table(**options).to_pyarrow())
        out = program("compare", folder, "--format", "csv", "--quiet", *flags)
        assert got == [tuple(row) for row in csv.reader(out.splitlines())][1:]


def test_the_columns_have_types(extractor, compared):
    pyarrow = pytest.importorskip("pyarrow")
    comparison = onrecord.Comparison(extractor)
    assert comparison.table().to_pyarrow().num_rows == 0
    comparison.add_texts(as_table(compared))
    schema = comparison.table().to_pyarrow().schema
    assert schema == onrecord.Comparison(extractor).table().to_pyarrow().schema
    assert schema.field("group_low").type == pyarrow.float64()
    assert schema.field("documents").type == pyarrow.int64()
    assert schema.field("source").type == pyarrow.string()


def test_a_bad_text_is_a_row(extractor):
    comparison = onrecord.Comparison(extractor)
    comparison.add_texts(["Floods in Sylhet killed 14 people.", None], ["good", "none"])
    again = onrecord.Comparison(extractor)
    again.merge(comparison.to_bytes())
    table = again.table(alone=True).to_pyarrow().to_pylist()
    assert [(r["relation"], r["doc"]) for r in table] == [("first", "good"), ("error", "none")]
    assert "null" in table[1]["text"]


def test_faults_are_told(extractor):
    comparison = onrecord.Comparison(extractor)
    good = extractor.extract("Floods in Sylhet killed 14 people.", id="a")
    with pytest.raises(ValueError, match="record 2: it has no claims"):
        comparison.add_records([good, {"text": "Floods in Sylhet killed 14 people."}])
    with pytest.raises(ValueError, match="record 1: not a record"):
        comparison.add_records([{**good, "claims": [{**good["claims"][0], "id": "x1"}]}])
    assert len(comparison) == 0
    with pytest.raises(ValueError, match="not the bytes of a comparison"):
        comparison.merge(b"nonsense")
