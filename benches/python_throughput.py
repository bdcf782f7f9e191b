"""How much of the program's speed the Python package and Spark keep, and what a Spark worker needs of memory.

    cargo build --release && pip install '.[test]'
    python benches/python_throughput.py [--articles FILE.jsonl] [--mb 200] [--jobs 3] [--plain]

The articles (default: those of the repository) are repeated under new ids until there are enough. The start of the program, of
Python and of the Spark session is left out. Two figures are given: megabytes of text per second and core, which is right on a
quiet machine with two cores, and megabytes per CPU second of all processes that take part (Java, its compiler threads and the
Python workers included), which is less bent by what else the machine does. Spark runs with the settings of the README; `--plain` leaves
Spark its own. Needs Linux for the CPU seconds of Spark.
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


# What the README advises: Java leaves out the checks that it makes for every cell of Arrow, text and rows go through a socket of
# the file system instead of TCP, and a worker holds few articles at a time.
SETTINGS = {
    "spark.executor.extraJavaOptions": "-Darrow.enable_unsafe_memory_access=true -Darrow.enable_null_check_for_get=false",
    "spark.python.unix.domain.socket.enabled": "true",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "500",
    "spark.sql.files.maxPartitionBytes": str(32 << 20),
}


def cpu_seconds():
    """CPU seconds of this process and all that it has started, directly or not."""
    parents, used = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        process = int(path.parent.name)
        parents[process] = int(fields[1])
        # Its own, and what its children had used when they ended.
        used[process] = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")

    def mine(process):
        while process in parents and process != os.getpid():
            process = parents[process]
        return process == os.getpid()

    return sum(seconds for process, seconds in used.items() if mine(process))


def on_spark(articles, jobs, settings):
    """Wall and CPU seconds of each of `jobs` equal jobs on two workers of a core each (in the first Java and Python still load and
    compile), and the memory of a worker without and with the extractor."""
    os.environ.update(SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable, PYSPARK_DRIVER_PYTHON=sys.executable)
    from pyspark.sql import SparkSession

    from onrecord import spark as extractions

    builder = SparkSession.builder.master("local-cluster[2,1,2048]").config("spark.ui.enabled", "false")
    for name, value in {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1", **settings}.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    df = session.read.schema("id string, text string").json(str(articles))
    times = []
    for _ in range(jobs):
        start, used = time.perf_counter(), cpu_seconds()
        extractions.extract(df).write.format("noop").mode("overwrite").save()
        times.append((time.perf_counter() - start, cpu_seconds() - used))
    after = max(r.mib for r in df.mapInArrow(peak, "mib double").collect())
    session.stop()
    session = builder.getOrCreate()
    df = session.read.schema("id string, text string").json(str(articles))
    before = max(r.mib for r in df.mapInArrow(peak, "mib double").collect())
    session.stop()
    return times, before, after


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles")
    parser.add_argument("--mb", type=float, default=200)
    parser.add_argument("--jobs", type=int, default=3)
    parser.add_argument("--plain", action="store_true", help="Spark's own settings")
    parser.add_argument("--binary", default=str(ROOT / "target" / "release" / "onrecord"))
    options = parser.parse_args()
    docs = list(corpus(options.articles, options.mb))
    mb = sum(len(text.encode()) for _, text in docs) / 1e6
    with tempfile.TemporaryDirectory() as work:
        articles = Path(work) / "articles.jsonl"
        with articles.open("w", encoding="utf-8") as f:
            f.writelines(json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n" for name, text in docs)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        one = program(options.binary, articles, 1)
        done = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = done.ru_utime + done.ru_stime - used.ru_utime - used.ru_stime
        two = program(options.binary, articles, 2)
        table = package(docs)
        times, before, after = on_spark(articles, options.jobs, {} if options.plain else SETTINGS)
    print(f"{len(docs)} articles, {mb:.0f} MB of text")
    print(f"program, one thread    {mb / one:6.1f} MB/s a core ({mb / cpu:.1f} MB per CPU second)")
    print(f"program, two threads   {mb / two / 2:6.1f} MB/s a core")
    print(f"package, one thread    {mb / table:6.1f} MB per CPU second, {cpu / table:.2f} of the program's")
    for n, (wall, used) in enumerate(times, 1):
        print(
            f"Spark, job {n}           {mb / wall / 2:6.1f} MB/s a core, {two / wall:.2f} of the program's with two threads;"
            f" {mb / used:.1f} MB per CPU second, {cpu / used:.2f} of the program's"
        )
    print(f"a Spark worker's Python {before:.0f} MiB without the extractor, {after:.0f} MiB with it")


if __name__ == "__main__":
    main()
