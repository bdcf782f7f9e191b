"""What the tests of the Python package share: the articles of the repository, and the program to compare with."""

import csv
import io
import os
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest

import onrecord

ROOT = Path(__file__).resolve().parents[2]
csv.field_size_limit(1 << 30)


def cell(value):
    """A value of the typed table as the CSV writes it: nothing for null, plain digits for numbers."""
    if value is None or value != value:
        return ""
    if isinstance(value, float):
        return format(Decimal(repr(value)).normalize(), "f")
    return str(value)


def rows(table):
    """The rows of a pyarrow table as tuples of CSV cells."""
    return list(zip(*([cell(v) for v in column.to_pylist()] for column in table.columns)))


def as_csv(header, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


@pytest.fixture(scope="session")
def articles():
    """The fixture articles: (id, text) in the order of their paths."""
    paths = sorted(ROOT.glob("fixtures/articles/*/article.txt"))
    assert len(paths) >= 40
    return [(p.parent.name, p.read_text(encoding="utf-8")) for p in paths]


@pytest.fixture(scope="session")
def articles_file(articles, tmp_path_factory):
    """The same articles as a JSON Lines file."""
    import json

    path = tmp_path_factory.mktemp("articles") / "articles.jsonl"
    with path.open("w", encoding="utf-8") as f:
        for name, text in articles:
            f.write(json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n")
    return path


@pytest.fixture(scope="session")
def binary():
    """The program, which ONRECORD_BIN names or cargo has built."""
    named = os.environ.get("ONRECORD_BIN")
    found = [Path(named).resolve()] if named else [ROOT / "target" / profile / "onrecord" for profile in ("release", "debug")]
    path = next((p for p in found if p.is_file()), None)
    assert path, "build the program first: cargo build --release"
    return path


@pytest.fixture(scope="session")
def program(binary):
    """Runs the program and gives back what it wrote to standard output."""

    def run(*args, stdin=None, status=0):
        done = subprocess.run([binary, *map(str, args)], input=stdin, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == status, done.stderr
        return done.stdout

    return run


@pytest.fixture(scope="session")
def extractor():
    return onrecord.Extractor()
