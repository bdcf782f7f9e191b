"""The table in the programs that people open it with: LibreOffice Calc, pandas, Polars and DuckDB.

    python3 tests/spreadsheets/check.py [--bin target/release/onrecord]

Needs soffice (Debian: libreoffice-calc) and the Python packages openpyxl, pandas, polars and duckdb; what is missing is skipped
with a message. Every cell is compared with the plain CSV.
"""

import argparse
import csv
import importlib
import json
import os
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

HARD = [
    {"id": "007", "title": "=1+1", "date": "2025-03-02",
     "text": "The firm, \"Café, Ltd\", sold 3.5 million tonnes and 0.5 percent more, it said.\nOver 1,100 workers left, union head Ana Díaz said 😀."},
    {"id": "0012", "title": "-5 degrees", "date": "2025-03-03",
     "text": "-5 degrees Celsius was measured, 12 people said. @mayor said 2 trillion dollars were lost."},
    {"id": "+a", "title": "\tTab, \"quote\" and\nline", "text": "Some 40 villages were flooded, mayor Ruth Adeyemi said."},
]


def package(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"skipped: no Python package {name}")
        return None


def same(expected, found):
    text = "" if found is None else str(found)
    if text == expected or text == "'" + expected or text[:10] == expected:
        return True
    try:
        return float(expected) == float(found)
    except (TypeError, ValueError):
        return False


def calc(source, folder):
    """The file as Calc reads it, written again as a workbook."""
    out = os.path.join(folder, "calc-" + os.path.splitext(os.path.basename(source))[1][1:])
    # Field separator, quotation mark, UTF-8, first line; what the import dialog would be told.
    how = ["--infilter=CSV:44,34,76,1"] if source.endswith(".csv") else []
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", *how, "--convert-to", "xlsx:Calc MS Excel 2007 XML",
                    "--outdir", out, source], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return os.path.join(out, os.path.splitext(os.path.basename(source))[0] + ".xlsx")


def formulas(book):
    return sum(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def workbook(openpyxl, path, header, rows, who):
    book = openpyxl.load_workbook(path)
    assert formulas(book) == 0, f"{who}: nothing is a formula"
    found = {}
    for name in ("Claims", "Attributions", "Actors"):
        for row in book[name].iter_rows(min_row=2, values_only=True):
            found[tuple(str(cell) for cell in row[:3])] = row
    assert len(found) == len(rows), f"{who}: {len(found)} rows of {len(rows)}"
    other = [(name, a, b) for row in rows for name, a, b in zip(header, row, found[tuple(row[:3])]) if not same(a, b)]
    assert not other, (who, other[:5])
    print(f"{who}: all {len(rows)} rows, every cell as it was, no formula")


def separated(openpyxl, path, header, rows, who):
    book = openpyxl.load_workbook(path)
    assert formulas(book) == 0, f"{who}: nothing is a formula"
    found = list(book.active.iter_rows(values_only=True))
    assert list(found[0]) == header, found[0]
    assert len(found) == len(rows) + 1, f"{who}: {len(found) - 1} rows of {len(rows)}"
    other = [(name, a, b) for row, cells in zip(rows, found[1:]) for name, a, b in zip(header, row, cells) if not same(a, b)]
    # Calc takes words such as "5,600" and "$86" for numbers, wherever it is not told the type of a column.
    assert all(isinstance(b, (int, float)) and any(c.isdigit() for c in a) for _, a, b in other), other
    guessed = {name for name, _, _ in other}
    print(f"{who}: all {len(rows)} rows, no formula; Calc guessed other types in {sorted(guessed) or 'no column'}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bin", default=os.path.join(ROOT, "target/release/onrecord"))
    binary = os.path.abspath(parser.parse_args().bin)
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "in"))
        articles = os.path.join(ROOT, "fixtures/articles")
        for slug in sorted(os.listdir(articles)):
            if os.path.exists(os.path.join(articles, slug, "article.txt")):
                shutil.copy(os.path.join(articles, slug, "article.txt"), os.path.join(folder, "in", slug + ".txt"))
        with open(os.path.join(folder, "in/hard.jsonl"), "w") as file:
            file.writelines(json.dumps(row) + "\n" for row in HARD)

        def scan(name, *more):
            subprocess.run([binary, "--no-config", "scan", "in", "-o", name, "--quiet", *more], cwd=folder, check=True)
            return os.path.join(folder, name)

        sheet, plain, book = scan("sheet.csv"), scan("plain.csv", "--plain"), scan("book.xlsx")
        with open(plain, newline="", encoding="utf-8") as file:
            header, *rows = list(csv.reader(file))

        openpyxl = package("openpyxl")
        if openpyxl:
            workbook(openpyxl, book, header, rows, "workbook")
            if shutil.which("soffice"):
                workbook(openpyxl, calc(book, folder), header, rows, "workbook through Calc")
                separated(openpyxl, calc(sheet, folder), header, rows, "CSV through Calc")
            else:
                print("skipped: no soffice (Debian: apt-get install libreoffice-calc)")
        pandas, polars, duckdb = package("pandas"), package("polars"), package("duckdb")
        for path in (sheet, plain):
            name = os.path.basename(path)
            if pandas:
                table = pandas.read_csv(path, dtype={"doc": str})
                assert list(table.columns) == header and len(table) == len(rows), name
                kinds = {column: table[column].dtype.kind for column in ("low", "high", "start", "end")}
                assert kinds == {"low": "f", "high": "f", "start": "i", "end": "i"} and (table.doc == "0012").any(), kinds
                print(f"pandas {pandas.__version__}, {name}: {len(table)} rows, numbers are numbers")
            if polars:
                table = polars.read_csv(path, infer_schema_length=None)
                assert table.columns == header and table.height == len(rows), name
                assert table["low"].dtype == polars.Float64 and table["start"].dtype == polars.Int64 and table["text"].dtype == polars.String
                print(f"Polars {polars.__version__}, {name}: {table.height} rows, numbers are numbers")
            if duckdb:
                kinds = {row[0]: row[1] for row in duckdb.sql(f"describe select * from '{path}'").fetchall()}
                count = duckdb.sql(f"select count(*) from '{path}'").fetchall()[0][0]
                assert list(kinds) == header and count == len(rows), name
                assert (kinds["low"], kinds["start"], kinds["text"]) == ("DOUBLE", "BIGINT", "VARCHAR"), kinds
                print(f"DuckDB {duckdb.__version__}, {name}: {count} rows, numbers are numbers")


if __name__ == "__main__":
    sys.exit(main())
