import datetime
import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, Protocol

import pandas
import polars
import pyarrow

__version__: str

class ArrowArray(Protocol):
    """An Arrow array, or a record batch."""
    def __arrow_c_array__(self, requested_schema: object | None = None) -> tuple[object, object]: ...

class ArrowStream(Protocol):
    """A chunked Arrow array, or a table."""
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...

Arrow = ArrowArray | ArrowStream
Kind = Literal["claims", "attributions", "actors"]

class Extractor:
    """Reads news articles and gives back what is on the record.

    Building one reads the lexicon; keep it and use it again. It may be shared between threads.

    lexicon: a folder with lexicon and rule files to lay over the built-in ones, or their contents by file name.
    threads: how many threads work on a table of texts; default: all cores. The result is the same for every number.

    Raises OSError when the folder cannot be read, ValueError for a fault in a file, with its line.
    """

    def __init__(
        self, lexicon: str | os.PathLike[str] | Mapping[str, str] | None = None, *, threads: int | None = None
    ) -> None: ...
    def extract(
        self, text: str, id: str | None = None, date: str | datetime.date | None = None, title: str | None = None
    ) -> dict[str, Any]:
        """The record of one text: `doc`, `title`, `date`, `claims`, `attributions`, `actors`.

        Offsets count the characters of `text`: `text[claim["start"]:claim["end"]] == claim["text"]`.
        Raises ValueError for a text of more than 32 MB.
        """

    def extract_table(
        self,
        texts: Iterable[str | None] | Arrow,
        ids: Iterable[str | None] | Arrow | None = None,
        *,
        text: str | None = None,
        id: str | None = None,
        date: str | None = None,
        title: str | None = None,
        kinds: Sequence[Kind] | None = None,
        mentions: bool = False,
    ) -> Table:
        """The rows of many texts, in their order: one row per claim, attribution and actor.

        texts: strings; or an Arrow array of strings; or an Arrow table (pyarrow, Polars, pandas, DuckDB, …) with a column of texts.
        ids: what `doc` says of each text of a list or an array; default: 1, 2, …
        text, id, date, title: the columns of a table; default: the usual names (text, maintext, body, content; id, url; date, …).
        kinds: which rows; all are computed in any case.
        mentions: a row for every mention of an actor.

        A text that cannot be analysed (null, more than 32 MB) is one row of kind "error", with the reason in `text`.
        """

class Comparison:
    """The claims of many texts, to be compared.

    Gathering is associative and free of order, and what is added twice counts once, so parts of a collection can be gathered
    anywhere, sent as bytes and merged. It may be shared between threads.

    extractor: the one that reads the texts, and whose lexicon tells which words mean the same; default: the built-in one.
    """

    def __init__(self, extractor: Extractor | None = None) -> None: ...
    def add_texts(
        self,
        texts: Iterable[str | None] | Arrow,
        ids: Iterable[str | None] | Arrow | None = None,
        *,
        text: str | None = None,
        id: str | None = None,
        date: str | None = None,
        title: str | None = None,
    ) -> None:
        """Adds the claims of texts, which are given as to `Extractor.extract_table`.

        Give ids, and dates where there are any: texts of one id are one document, and numbers years apart are not of one event.
        """

    def add_records(self, records: Iterable[Mapping[str, Any] | str]) -> None:
        """Adds the claims of records: dicts as `Extractor.extract` gives them, or lines that `onrecord scan --format jsonl` or
        `onrecord compare --format jsonl` wrote. Raises ValueError for one that is none; then nothing is added."""

    def merge(self, state: bytes) -> None:
        """Adds everything of the bytes of another one. Raises ValueError when they are no such bytes."""

    def to_bytes(self) -> bytes:
        """Everything that is gathered."""

    def table(self, *, days: int = 7, documents: int = 1, alone: bool = False) -> Table:
        """The groups of claims that count the same thing, a row a claim: the table of `onrecord compare`.

        days: how far apart the documents of one event may be published.
        documents: only groups of at least so many documents.
        alone: also claims that nothing compares with.

        A text that could not be analysed is one row of relation "error", with the reason in `text`.
        """

    def __len__(self) -> int:
        """How many claims can be compared."""

class Table:
    """Rows as Arrow record batches, for everything that takes the Arrow PyCapsule interface."""

    @property
    def column_names(self) -> list[str]: ...
    @property
    def claims(self) -> Table:
        """The claims, with the columns that claims fill."""

    @property
    def attributions(self) -> Table:
        """The attributions, with the columns that attributions fill."""

    @property
    def actors(self) -> Table:
        """The actors, with the columns that actors fill."""

    @property
    def errors(self) -> Table:
        """The texts that could not be analysed, with the reason in `text`."""

    def to_pyarrow(self) -> pyarrow.Table: ...
    def to_pandas(self) -> pandas.DataFrame: ...
    def to_polars(self) -> polars.DataFrame: ...
    def __len__(self) -> int: ...
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
