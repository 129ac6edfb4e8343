"""The errors that findings raises on purpose: each message says what is wrong and what to do."""


class FindingsError(Exception):
    """Root of every error that findings raises itself."""


class MissingExtraError(FindingsError):
    """A library of an optional extra that is not installed."""

    def __init__(self, need: str, extra: str) -> None:
        super().__init__(
            f"{need}: pip install 'inspection-findings[{extra}]' "
            f"(in a checkout of findings: pip install -e '.[{extra}]')"
        )


class UnreadableError(FindingsError):
    """A document that cannot be read at all.

    `code` is the problem's code in the `problems` table (for example "encrypted"),
    the message says what was found and the remedy.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class FrameworkError(FindingsError):
    """A framework file under models/frameworks that breaks the format."""


class OutputError(FindingsError):
    """An output folder that cannot be written or is not one of findings."""


class AskError(FindingsError):
    """A question to the tables that cannot be answered as it was asked."""


class BusyError(OutputError):
    """An output folder that another run is writing to."""


class CorrectionError(FindingsError):
    """A decision about a row that cannot be kept as it was given."""
