"""The vocabulary: what pages say, what OpenAlex says, and the verdict that joins them.

Frozen records without behaviour. Identifiers are short (``W2741809807``,
``A5023888391``) and DOIs lower case and bare (``10.1145/3458754``); a value
nobody stated is None, never an empty string; sequences are tuples.
"""

from enrich.records.openalex import (
    Authorship,
    Institution,
    Location,
    Source,
    Topic,
    Work,
    YearlyCitations,
)
from enrich.records.pages import (
    Page,
    PageWarning,
    Paper,
    PaperRecord,
)
from enrich.records.verdicts import (
    API,
    Candidate,
    CandidateSource,
    Evidence,
    Finding,
    JudgedCandidate,
    Match,
    Status,
)

__all__ = [
    "API",
    "Authorship",
    "Candidate",
    "CandidateSource",
    "Evidence",
    "Finding",
    "Institution",
    "JudgedCandidate",
    "Location",
    "Match",
    "Page",
    "PageWarning",
    "Paper",
    "PaperRecord",
    "Source",
    "Status",
    "Topic",
    "Work",
    "YearlyCitations",
]
