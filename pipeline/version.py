"""The version of the extractor, written into every row of `documents`."""

__version__ = "0.1.0"
