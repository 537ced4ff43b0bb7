"""What can go wrong, as a tree.

    CitegraphError
    ├── PageError               a file handed in cannot be read as a page
    ├── SettingsError           a setting holds a value that means nothing
    ├── WarehouseError          the DuckDB file cannot be opened or written
    ├── SnapshotError           the snapshot cannot be read as OpenAlex works
    └── OpenAlexError           OpenAlex did not answer the question
        ├── RefusedQuery        it calls the query malformed (400): asking again is useless
        │   ├── OverlongQuery   it takes shorter request lines only (400, 414, 431)
        │   └── BrokenQuery     it fails on the query (500): malformed, or OpenAlex is ill
        ├── RefusedKey          it does not accept the API key (401, 403)
        ├── BudgetSpent         the day's money, or the run's own budget, is used up
        └── Unreachable         no usable answer after every retry

"Not found" is an answer and not in this tree: an empty result is a result.
Each message says what happened, to which thing, and what to do next.
"""


class CitegraphError(Exception):
    """Any failure that citegraph expects and can explain to its user."""


class PageError(CitegraphError):
    """A file is missing, unreadable, or in none of the known layouts."""


class SettingsError(CitegraphError):
    """A variable of the environment or an option holds an unusable value."""


class WarehouseError(CitegraphError):
    """The DuckDB file is locked, newer than this program, or not a warehouse."""


class SnapshotError(CitegraphError):
    """The snapshot is missing or does not hold OpenAlex work objects."""


class OpenAlexError(CitegraphError):
    """OpenAlex did not answer; what was asked stays unresolved and can be asked again."""


class RefusedQuery(OpenAlexError):
    """OpenAlex calls the query malformed; the same query will always be refused."""


class OverlongQuery(RefusedQuery):
    """The server takes shorter request lines only; the same question may be asked among fewer others."""


class BrokenQuery(RefusedQuery):
    """OpenAlex breaks down over the query: a search it cannot parse, or a bad day."""


class RefusedKey(OpenAlexError):
    """OpenAlex does not accept the API key; nothing can be asked with it."""


class BudgetSpent(OpenAlexError):
    """The day's budget at OpenAlex, or the budget set for this run, is used up."""

    def __init__(self, message: str, resume_after_seconds: float | None = None) -> None:
        super().__init__(message)
        self.resume_after_seconds = resume_after_seconds


class Unreachable(OpenAlexError):
    """No usable answer came back, after every retry."""
