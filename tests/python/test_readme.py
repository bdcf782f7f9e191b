"""The Python lines of the README run as they stand."""

import json
import os
import re
import subprocess
import sys

import pyarrow.parquet
import pytest
from conftest import ROOT

pytest.importorskip("pyspark")


def test_the_lines_of_the_readme_run_as_written(tmp_path, articles):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    chapter = re.search(r"^## From Python.*?(?=^## )", readme, re.MULTILINE | re.DOTALL).group()
    lines = [line[4:] for line in chapter.splitlines() if line.startswith("    ")]
    assert sum("import" in line for line in lines) >= 4, "the examples of pandas, DuckDB and Spark are indented lines"
    (tmp_path / "articles").mkdir()
    with (tmp_path / "articles" / "some.jsonl").open("w", encoding="utf-8") as f:
        f.writelines(json.dumps({"id": name, "text": text}) + "\n" for name, text in articles[:5])
    shown = "print(type(rows).__module__, len(groups.columns), duckdb.sql('select count(*) from found').fetchall())"
    environment = dict(os.environ, SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable, PYSPARK_DRIVER_PYTHON=sys.executable)
    script = "\n".join([*lines, shown])
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert "soldier" in done.stdout and "the ministry" in done.stdout
    written = pyarrow.parquet.read_table(tmp_path / "extractions")
    assert {name for name, _ in articles[:5]} == set(written["doc"].to_pylist())
