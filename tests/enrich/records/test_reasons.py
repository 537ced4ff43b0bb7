"""Reasons and conflicts: names that files and people keep, each explained, and all of them in the guide."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from enrich.records import SENTENCES, Conflict, Reason, Status

ROOT = Path(__file__).parents[3]
GUIDES = [path for path in (ROOT / "README.md", ROOT / "enrich" / "README.md") if path.exists()]


def table_of_reasons() -> dict[str, list[str]]:
    """Return the reasons by status, as the guide's table gives them."""
    rows = [line.split("|") for guide in GUIDES for line in guide.read_text(encoding="utf-8").splitlines()]
    return {
        row[1].strip(): re.findall(r"`(\w+)`", row[3]) for row in rows if len(row) == 5 and row[1].strip() in [*Status]
    }


@pytest.mark.parametrize("status", Status)
def test_the_guide_names_the_reasons_for_each_status(status: Status) -> None:
    conflicts = list(Conflict) if status is Status.AMBIGUOUS else []
    assert table_of_reasons()[status] == [*(reason for reason in Reason if reason.status is status), *conflicts]


@pytest.mark.parametrize("reason", [*Reason, *Conflict])
def test_a_reason_is_its_name_in_files_and_has_a_sentence_for_people(reason: Reason | Conflict) -> None:
    assert reason == reason.name.lower() == str(reason)
    assert SENTENCES[str(reason)] == reason.sentence
    assert reason.sentence.strip(" .") == reason.sentence != ""
