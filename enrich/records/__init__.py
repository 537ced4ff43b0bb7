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
from enrich.records.reasons import SENTENCES, Conflict, Reason, Status
from enrich.records.verdicts import (
    API,
    Candidate,
    CandidateSource,
    Evidence,
    Finding,
    JudgedCandidate,
    Match,
)

__all__ = [
    "API",
    "SENTENCES",
    "Authorship",
    "Candidate",
    "CandidateSource",
    "Conflict",
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
    "Reason",
    "Source",
    "Status",
    "Topic",
    "Work",
    "YearlyCitations",
]
