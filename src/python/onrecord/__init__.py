"""What is on the record in news articles: numeric claims, attributed sources and named actors, linked to one another.

    import onrecord
    extractor = onrecord.Extractor()
    record = extractor.extract("Over 1,100 soldiers were killed, the ministry said.")
    table = extractor.extract_table(["First article …", "Second article …"])

`extract` gives the record of one text as a dict; offsets are offsets into the Python string. `extract_table` gives one row per
extraction as an Arrow table, which pandas, Polars, DuckDB and pyarrow take as it is. `compare` puts side by side the claims of
many records that count the same thing; `Comparison` gathers them from texts, in parts that can be merged. `onrecord.spark` does
the same for a Spark DataFrame.
"""

from onrecord._onrecord import Comparison, Extractor, Table, __version__

__all__ = ["Comparison", "Extractor", "Table", "__version__", "compare"]


def compare(records, *, days=7, documents=1, alone=False, extractor=None):
    """The claims of `records` that count the same thing, in groups: a row a claim, the table of `onrecord compare`.

    records: dicts as `Extractor.extract` gives them (with an `id` each, for records of one name are one document), or lines that
    `onrecord scan --format jsonl` or `onrecord compare --format jsonl` wrote.
    days: how far apart the documents of one event may be published.
    documents: only groups of at least so many documents.
    alone: also claims that nothing compares with.
    extractor: whose lexicon tells which words mean the same; default: the built-in one.

    Raises ValueError for a record that is none, with its number.
    """
    comparison = Comparison(extractor)
    comparison.add_records(records)
    return comparison.table(days=days, documents=documents, alone=alone)
