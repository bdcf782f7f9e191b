from onrecord._onrecord import Extractor as Extractor
from onrecord._onrecord import Table as Table

__version__: str
__all__ = ["Extractor", "Table", "__version__"]
