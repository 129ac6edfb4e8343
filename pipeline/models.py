"""Where the data files under `models/` are: frameworks, gazetteer, trained parts.

A checkout has them in `models/`, the sibling of this package; a wheel carries the same folder
inside the package as `pipeline/_models`. Callers see no difference.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_FOLDERS = (_PACKAGE / "_models", _PACKAGE.parent / "models")


def path(*parts: str) -> Path:
    """The path of a file or folder under `models/`: `path("gazetteer", "local_authorities.csv")`.

    Whether that file exists is not looked at. Raises FileNotFoundError when the installation
    has no models at all.
    """
    for folder in _FOLDERS:
        if folder.is_dir():
            return folder.joinpath(*parts)
    raise FileNotFoundError(
        f"no models folder at {_FOLDERS[0]} or {_FOLDERS[1]}: reinstall findings"
    )
