"""onrecord on Spark: a DataFrame of articles in, a DataFrame of extractions out.

    from onrecord import spark
    rows = spark.extract(articles, text="text", id="id")

Each Python worker process builds one extractor and keeps it. An article that cannot be analysed is a row of kind "error"; it never
fails the task.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StructType

from onrecord._onrecord import Extractor

__all__ = ["extract", "schema"]

# So many articles are analysed at a time, which bounds what a worker holds beside Spark's own batch.
_ROWS = 64

# One extractor for each process and lexicon.
_extractors: dict[tuple[tuple[str, str], ...], Extractor] = {}


def schema() -> StructType:
    """The columns of the result, with their types."""
    return from_arrow_schema(Extractor(threads=1).extract_table([]).to_pyarrow().schema)


def extract(
    df: DataFrame,
    text: str | Column = "text",
    id: str | Column = "id",
    date: str | Column | None = None,
    title: str | Column | None = None,
    *,
    lexicon: str | os.PathLike[str] | Mapping[str, str] | None = None,
    kinds: Sequence[str] | None = None,
    mentions: bool = False,
) -> DataFrame:
    """One row per claim, attribution and actor of the articles in `df`.

    text, id, date, title: columns of `df`, or expressions; values that are not strings are cast.
    lexicon: a folder on the driver, or file contents by name; it travels with the job.
    kinds, mentions: as for `onrecord.Extractor.extract_table`.
    """
    overlay = _contents(lexicon)
    named = {"text": text, "id": id, "date": date, "title": title}
    columns = [
        (F.col(c) if isinstance(c, str) else c).cast("string").alias(name) for name, c in named.items() if c is not None
    ]
    options = {"kinds": list(kinds) if kinds is not None else None, "mentions": mentions}

    def run(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        # Imported by name, so that every task of a process meets the same cache.
        from onrecord import spark

        return spark._rows(batches, overlay, options)

    return df.select(*columns).mapInArrow(run, schema())


def _rows(
    batches: Iterable[pyarrow.RecordBatch], overlay: tuple[tuple[str, str], ...], options: dict
) -> Iterator[pyarrow.RecordBatch]:
    extractor = _extractors.get(overlay)
    if extractor is None:
        # Spark runs a task for each core: a task works on one thread.
        extractor = _extractors[overlay] = Extractor(dict(overlay) or None, threads=1)
    for batch in batches:
        for start in range(0, batch.num_rows, _ROWS):
            yield from extractor.extract_table(batch.slice(start, _ROWS), **options).to_pyarrow().to_batches()


def _contents(lexicon: str | os.PathLike[str] | Mapping[str, str] | None) -> tuple[tuple[str, str], ...]:
    """The overlay's files by name, read here so that the workers need no access to the folder."""
    if lexicon is None:
        return ()
    # Checked here, so that a fault is met on the driver and not in a task.
    Extractor(lexicon, threads=1)
    if not isinstance(lexicon, Mapping):
        paths = [p for p in Path(lexicon).iterdir() if p.suffix in (".csv", ".toml") and not p.name.startswith(".")]
        lexicon = {p.name: p.read_text(encoding="utf-8") for p in paths}
    return tuple(sorted(lexicon.items()))
