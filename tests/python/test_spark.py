"""Spark with two real worker processes: the same rows as the program, whatever happens to a worker or a document."""

import csv
import json
import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest
from conftest import ROOT, rows

os.environ.update(SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable, PYSPARK_DRIVER_PYTHON=sys.executable)
pyspark = pytest.importorskip("pyspark")

from pyspark.sql import SparkSession  # noqa: E402
from pyspark.sql import functions as F  # noqa: E402

from onrecord import spark as on_spark  # noqa: E402

SCHEMA = "id string, text string"


@pytest.fixture(scope="module")
def session():
    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "4")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.fixture(scope="module")
def frame(session, articles):
    return session.createDataFrame(articles, SCHEMA).repartition(6, "id")


@pytest.fixture(scope="module")
def expected(extractor, articles):
    names, texts = zip(*articles)
    return sorted(rows(extractor.extract_table(texts, names).to_pyarrow()))


def collected(df):
    return sorted(rows(df.toArrow()))


def executors():
    """The processes of Spark's workers on this machine."""
    found = []
    for status in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if b"CoarseGrainedExecutorBackend" in status.read_bytes():
                found.append(int(status.parent.name))
        except OSError:
            continue
    return found


def test_the_rows_are_those_of_the_table(frame, expected):
    assert len(executors()) == 2
    assert collected(on_spark.extract(frame)) == expected


def test_the_filter_mode_gives_the_lines_of_the_program(session, articles, articles_file, binary, program):
    lines = [json.dumps({"id": name, "text": text}, ensure_ascii=False) for name, text in articles] + ["no JSON"]
    piped = session.sparkContext.parallelize(lines, 5).pipe(f"{binary} scan - --input jsonl --format jsonl --quiet --exit-zero").collect()
    good = [line for line in piped if "error" not in json.loads(line)]
    assert len(piped) == len(lines) and len(good) == len(articles)
    assert sorted(good) == sorted(program("scan", articles_file, "--format", "jsonl").splitlines())


def test_one_extractor_serves_a_worker_process(frame):
    def held(batches):
        import os

        import pyarrow

        from onrecord import spark

        for batch in batches:
            list(spark._rows([batch], (), {}))
            held = list(spark._extractors.values())
            yield pyarrow.RecordBatch.from_pydict({"process": [os.getpid()], "which": [id(held[0])], "held": [len(held)]})

    found = frame.mapInArrow(held, "process long, which long, held long").collect()
    assert len(found) >= 3 and all(row.held == 1 for row in found)
    processes = {row.process for row in found}
    assert len({(row.process, row.which) for row in found}) == len(processes)


def test_a_bad_document_is_an_error_row(session, articles, expected):
    bad = [("none", None), ("long", "b" * (33 << 20))]
    df = session.createDataFrame(articles + bad, SCHEMA).repartition(3)
    got = on_spark.extract(df).cache()
    errors = {r.doc: r.text for r in got.filter("kind = 'error'").collect()}
    assert set(errors) == {"none", "long"} and "null" in errors["none"] and "32 MB" in errors["long"]
    assert collected(got.filter("kind != 'error'")) == expected


def test_columns_are_chosen_and_cast(session):
    df = session.createDataFrame([(1, "Twelve people died in Lima.", "2024-05-06")], "nr int, body string, day string")
    got = on_spark.extract(df, text="body", id="nr", date=F.col("day").cast("date"), kinds=["claims"]).collect()
    assert [(r.doc, r.kind, r.low, r.date) for r in got] == [("1", "claim", 12.0, "2024-05-06")]


def test_a_lexicon_travels_with_the_job(session, tmp_path):
    (tmp_path / "titles.csv").write_text("entry,kind,gender\nGrandmufti,religious,\n")
    df = session.createDataFrame([("a", "Grandmufti Selim Okanru said 12 people were hurt.")], SCHEMA)
    got = on_spark.extract(df, lexicon=tmp_path, kinds=["actors"]).collect()
    assert "Grandmufti" in [r.roles for r in got]
    with pytest.raises(ValueError, match=r"titles\.csv:2"):
        on_spark.extract(df, lexicon={"titles.csv": "entry,kind,gender\nA,b,c,d,e\n"})


def test_killing_a_worker_changes_nothing(session, articles):
    """An executor is killed while the job runs; Spark starts another and the result is the same."""
    copies = 40
    copied = session.range(copies).withColumnRenamed("id", "copy").crossJoin(session.createDataFrame(articles, SCHEMA))
    many = copied.select(F.concat_ws("-", "id", "copy").alias("id"), "text").repartition(24, "id")
    got, before = {}, set(executors())
    job = threading.Thread(target=lambda: got.update(rows=collected(on_spark.extract(many))))
    job.start()
    tracker = session.sparkContext.statusTracker()
    killed, give_up = None, time.time() + 120
    while killed is None and job.is_alive() and time.time() < give_up:
        stages = [s for s in map(tracker.getStageInfo, tracker.getActiveStageIds()) if s]
        if any(s.numTasks == 24 and 1 <= s.numCompletedTasks <= 16 for s in stages):
            killed = min(before)
            os.kill(killed, signal.SIGKILL)
        time.sleep(0.02)
    job.join(180)
    assert killed and not job.is_alive(), "the job was over before a worker could be killed"
    assert set(executors()) - before, "another worker took its place"
    assert got["rows"] == collected(on_spark.extract(many))


def test_claims_are_compared_as_by_the_program(session):
    articles = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(ROOT.glob("fixtures/compare/articles/*.json"))]
    columns = ["id", "text", "date", "title"]
    df = session.createDataFrame([tuple(a[c] for c in columns) for a in articles], ", ".join(f"{c} string" for c in columns))
    with (ROOT / "fixtures/compare/expected.csv").open(newline="", encoding="utf-8") as f:
        expected = [tuple(row) for row in csv.reader(f)]
    for pieces in [1, 5, 14]:
        got = on_spark.compare(df.repartition(pieces), date="date", title="title")
        assert (tuple(got.columns), rows(got.toArrow())) == (expected[0], expected[1:])
    bad = df.union(session.createDataFrame([("none", None, None, None)], df.schema))
    errors = on_spark.compare(bad, date="date", documents=99).collect()
    assert [(r.relation, r.doc) for r in errors] == [("error", "none")]
