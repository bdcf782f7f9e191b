"""onrecord on Spark: a DataFrame of articles in, a DataFrame of extractions, or of compared claims, out.

    from onrecord import spark
    rows = spark.extract(articles, text="text", id="id")
    groups = spark.compare(articles, text="text", id="id", date="date")

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

from onrecord._onrecord import Comparison, Extractor

__all__ = ["compare", "extract", "schema"]

# About so many bytes of articles are analysed at a time, which bounds what a worker holds beside Spark's own batch.
_BYTES = 256 << 10

# A worker hands on what it has gathered when it has so many claims: less than Arrow's 2 GB for a value, whatever the texts.
_CLAIMS = 1_000_000

# So many tasks merge what the tasks before them gathered, and one merges theirs.
_MERGERS = 16

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
    options = {"kinds": list(kinds) if kinds is not None else None, "mentions": mentions}

    def run(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        # Imported by name, so that every task of a process meets the same cache.
        from onrecord import spark

        return spark._rows(batches, overlay, options)

    return _texts(df, text, id, date, title).mapInArrow(run, schema())


def compare(
    df: DataFrame,
    text: str | Column = "text",
    id: str | Column = "id",
    date: str | Column | None = None,
    title: str | Column | None = None,
    *,
    days: int = 7,
    documents: int = 1,
    alone: bool = False,
    lexicon: str | os.PathLike[str] | Mapping[str, str] | None = None,
) -> DataFrame:
    """The claims of the articles in `df` that count the same thing, in groups: a row a claim, the table of `onrecord compare`.

    Every task gathers the claims of its articles; what they gathered is merged in two rounds, and the last task makes the groups,
    so the claims of all articles (not the articles) have to fit into the memory of one worker: about 1 kB a claim.

    text, id, date, title, lexicon: as for `extract`. days, documents, alone: as for `onrecord.compare`.
    An article that cannot be analysed is a row of relation "error", with the reason in `text`.
    """
    overlay = _contents(lexicon)
    options = {"days": days, "documents": documents, "alone": alone}

    def gather(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        from onrecord import spark

        return spark._gathered(batches, overlay)

    def merge(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        from onrecord import spark

        return spark._merged(batches, overlay)

    def finish(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        from onrecord import spark

        yield from spark._whole(batches, overlay).table(**options).to_pyarrow().to_batches()

    gathered = _texts(df, text, id, date, title).mapInArrow(gather, _STATE)
    merged = gathered.repartition(_MERGERS).mapInArrow(merge, _STATE)
    return merged.repartition(1).mapInArrow(finish, from_arrow_schema(Comparison().table().to_pyarrow().schema))


def _texts(
    df: DataFrame, text: str | Column, id: str | Column, date: str | Column | None, title: str | Column | None
) -> DataFrame:
    """The columns that are read, as strings."""
    named = {"text": text, "id": id, "date": date, "title": title}
    return df.select(
        *(
            (F.col(c) if isinstance(c, str) else c).cast("string").alias(name)
            for name, c in named.items()
            if c is not None
        )
    )


def _extractor(overlay: tuple[tuple[str, str], ...]) -> Extractor:
    """The extractor of this process."""
    if overlay not in _extractors:
        # Spark runs a task for each core: a task works on one thread.
        _extractors[overlay] = Extractor(dict(overlay) or None, threads=1)
    return _extractors[overlay]


def _parts(batch: pyarrow.RecordBatch) -> Iterator[pyarrow.RecordBatch]:
    """A batch in parts of about the same size."""
    rows = max(1, _BYTES * batch.num_rows // max(1, batch.nbytes))
    return (batch.slice(start, rows) for start in range(0, batch.num_rows, rows))


def _rows(
    batches: Iterable[pyarrow.RecordBatch], overlay: tuple[tuple[str, str], ...], options: dict
) -> Iterator[pyarrow.RecordBatch]:
    extractor = _extractor(overlay)
    for batch in batches:
        for part in _parts(batch):
            yield from pyarrow.RecordBatchReader.from_stream(extractor.extract_table(part, **options))


# What is gathered, a value a task or more.
_STATE = "state binary"


def _state(comparison: Comparison) -> pyarrow.RecordBatch:
    return pyarrow.RecordBatch.from_pydict({"state": pyarrow.array([comparison.to_bytes()], pyarrow.binary())})


def _gathered(
    batches: Iterable[pyarrow.RecordBatch], overlay: tuple[tuple[str, str], ...]
) -> Iterator[pyarrow.RecordBatch]:
    """The claims of articles."""
    extractor = _extractor(overlay)
    comparison = Comparison(extractor)
    for batch in batches:
        for part in _parts(batch):
            comparison.add_texts(part)
            if len(comparison) >= _CLAIMS:
                yield _state(comparison)
                comparison = Comparison(extractor)
    yield _state(comparison)


def _merged(
    batches: Iterable[pyarrow.RecordBatch], overlay: tuple[tuple[str, str], ...]
) -> Iterator[pyarrow.RecordBatch]:
    """Fewer and larger parts of what was gathered."""
    extractor = _extractor(overlay)
    comparison = Comparison(extractor)
    for batch in batches:
        for state in batch.column("state"):
            comparison.merge(state.as_py())
            if len(comparison) >= _CLAIMS:
                yield _state(comparison)
                comparison = Comparison(extractor)
    yield _state(comparison)


def _whole(batches: Iterable[pyarrow.RecordBatch], overlay: tuple[tuple[str, str], ...]) -> Comparison:
    """All that was gathered."""
    comparison = Comparison(_extractor(overlay))
    for batch in batches:
        for state in batch.column("state"):
            comparison.merge(state.as_py())
    return comparison


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
