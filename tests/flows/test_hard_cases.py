"""Hard cases of the five pages: what ``citegraph explain`` says of each."""

from __future__ import annotations

from tests.flows.conftest import Citegraph
from tests.shared import PAGES, WORKS_DEV, needs_shared

CASES = {
    # The same authors' two papers, alike in title and abstract; both are on the pages.
    "B-PROP: Bootstrapped Pre-training with Representative Words Prediction for Ad-hoc Retrieval": (
        "matched as W9900000296: same_title_and_abstract",
        "PROP: Pre-training with Representative Words Prediction for Ad-hoc Retrieval",
    ),
    # The model's next release, by letters nearly the same.
    "ERNIE 3.0: Large-scale Knowledge Enhanced Pre-training for Language Understanding and Generation": (
        "matched as W9900000301: same_title_and_abstract",
        "ERNIE 3.0 Titan: Exploring Larger-scale",
    ),
    # One word parts the editions.
    "Findings of the Second BabyLM Challenge: Sample-Efficient Pretraining on Developmentally Plausible Corpora": (
        "matched as W9900000132: same_title_and_abstract",
        "Findings of the BabyLM Challenge",
        "other_numbers",
    ),
    # Every model has one.
    "Phi-4 Technical Report": (
        "matched as W9900000264: same_title_and_abstract",
        "Palm 2 Technical Report",
        "other_numbers",
    ),
    # Renamed and rewritten, and only namesakes were found: better missed than wrong.
    "Test-Time Training with Self-Supervision for Generalization under Distribution Shifts": (
        "unmatched: no_such_work",
        "no work that was found is like it",
    ),
}


@needs_shared
def test_five_hard_cases_are_explained(citegraph: Citegraph) -> None:
    assert citegraph("ingest", PAGES).code == 0
    assert citegraph("resolve", "--works", WORKS_DEV).code == 0
    for title, said in CASES.items():
        done = citegraph("explain", title)
        assert done.code == 0, title
        assert [words for words in said if words not in done.out] == [], done.out
