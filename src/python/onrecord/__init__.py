"""What is on the record in news articles: numeric claims, attributed sources and named actors, linked to one another.

    import onrecord
    extractor = onrecord.Extractor()
    record = extractor.extract("Over 1,100 soldiers were killed, the ministry said.")
    table = extractor.extract_table(["First article …", "Second article …"])

`extract` gives the record of one text as a dict; offsets are offsets into the Python string. `extract_table` gives one row per
extraction as an Arrow table, which pandas, Polars, DuckDB and pyarrow take as it is. `onrecord.spark` does the same for a Spark
DataFrame.
"""

from onrecord._onrecord import Extractor, Table, __version__

__all__ = ["Extractor", "Table", "__version__"]
