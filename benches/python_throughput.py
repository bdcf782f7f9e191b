"""How much of the program's speed the Python package and Spark keep, and what a Spark worker needs of memory.

    cargo build --release && pip install '.[test]'
    python benches/python_throughput.py [--articles FILE.jsonl] [--mb 200]

The articles (default: those of the repository) are repeated under new ids until there are enough. Every figure is megabytes of text
per second and core, the start of the program, of Python and of the Spark session left out. The machine should be quiet.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def corpus(path, mb):
    """(id, text) pairs of together `mb` megabytes."""
    if path:
        texts = [json.loads(line)["text"] for line in open(path, encoding="utf-8") if line.strip()]
    else:
        texts = [p.read_text(encoding="utf-8") for p in sorted(ROOT.glob("fixtures/articles/*/article.txt"))]
    size, n = 0, 0
    while size < mb * 1e6:
        text = texts[n % len(texts)]
        yield f"d{n:07}", text
        size += len(text.encode())
        n += 1


def program(binary, articles, threads):
    """Wall seconds of a scan."""
    start = time.perf_counter()
    subprocess.run([binary, "--no-config", "scan", articles, "--threads", str(threads), "--quiet", "--output", os.devnull], check=True)
    return time.perf_counter() - start


def package(docs):
    """CPU seconds for a table, on one thread."""
    import onrecord

    extractor = onrecord.Extractor(threads=1)
    extractor.extract_table(["Twelve people died."])
    ids, texts = zip(*docs)
    import pyarrow

    texts = pyarrow.table({"id": ids, "text": texts})
    start = time.process_time()
    for at in range(0, texts.num_rows, 5000):
        extractor.extract_table(texts.slice(at, 5000))
    return time.process_time() - start


def peak(batches):
    """What a worker process has needed at its most, in MiB, once for each of its tasks."""
    import pyarrow

    for _ in batches:
        pass
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield pyarrow.RecordBatch.from_pydict({"mib": [used]})


def on_spark(articles):
    """Wall seconds of a job on two workers of a core each, the first time (Java still compiles itself) and the second, and the
    memory of a worker without and with the extractor."""
    os.environ.update(SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable, PYSPARK_DRIVER_PYTHON=sys.executable)
    from pyspark.sql import SparkSession

    from onrecord import spark as extractions

    session = (
        SparkSession.builder.master("local-cluster[2,1,2048]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "500")
        .config("spark.sql.files.maxPartitionBytes", str(8 << 20))
        .getOrCreate()
    )
    df = session.read.schema("id string, text string").json(str(articles))
    df.mapInArrow(lambda batches: batches, df.schema).write.format("noop").mode("overwrite").save()
    before = max(r.mib for r in df.mapInArrow(peak, "mib double").collect())
    walls = []
    for _ in range(2):
        start = time.perf_counter()
        extractions.extract(df).write.format("noop").mode("overwrite").save()
        walls.append(time.perf_counter() - start)
    after = max(r.mib for r in df.mapInArrow(peak, "mib double").collect())
    session.stop()
    return *walls, before, after


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles")
    parser.add_argument("--mb", type=float, default=200)
    parser.add_argument("--binary", default=str(ROOT / "target" / "release" / "onrecord"))
    options = parser.parse_args()
    docs = list(corpus(options.articles, options.mb))
    mb = sum(len(text.encode()) for _, text in docs) / 1e6
    with tempfile.TemporaryDirectory() as work:
        articles, empty = Path(work) / "articles.jsonl", Path(work) / "empty.jsonl"
        with articles.open("w", encoding="utf-8") as f:
            f.writelines(json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n" for name, text in docs)
        empty.write_text("")
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        one = program(options.binary, articles, 1)
        done = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = done.ru_utime + done.ru_stime - used.ru_utime - used.ru_stime
        two = program(options.binary, articles, 2)
        table = package(docs)
        cold, warm, before, after = on_spark(articles)
    print(f"{len(docs)} articles, {mb:.0f} MB of text")
    print(f"program, one thread    {mb / one:6.1f} MB/s a core ({mb / cpu:.1f} MB per CPU second)")
    print(f"program, two threads   {mb / two / 2:6.1f} MB/s a core")
    print(f"package, one thread    {mb / table:6.1f} MB per CPU second, {cpu / table:.2f} of the program's")
    for name, wall in ("first job ", cold), ("second job", warm):
        print(f"Spark, {name}      {mb / wall / 2:6.1f} MB/s a core, {two / wall:.2f} of the program's with two threads")
    print(f"a Spark worker's Python {before:.0f} MiB without the extractor, {after:.0f} MiB with it")


if __name__ == "__main__":
    main()
