from collections.abc import Iterable, Mapping
from typing import Any

from onrecord._onrecord import Comparison as Comparison
from onrecord._onrecord import Extractor as Extractor
from onrecord._onrecord import Table as Table

__version__: str
__all__ = ["Comparison", "Extractor", "Table", "__version__", "compare"]

def compare(
    records: Iterable[Mapping[str, Any] | str],
    *,
    days: int = 7,
    documents: int = 1,
    alone: bool = False,
    extractor: Extractor | None = None,
) -> Table: ...
