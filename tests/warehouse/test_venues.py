"""One series under several names is one venue, and what only sounds alike are several."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from enrich.records import Location, Source
from tests.warehouse.makers import store_graph, work
from tests.warehouse.stored import rows
from warehouse.venues import save_aliases

if TYPE_CHECKING:
    from collections.abc import Iterable

    import duckdb

ONE_VENUE = [
    ["2023 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)", "CVPR 2017", "CVPR '19"],
    [
        "The Twelfth International Conference on Learning Representations, ICLR 2024, Vienna, Austria, May 7-11",
        "ICLR 2023",
        "International Conference on Learning Representations",
    ],
    [
        "International Conference on Machine Learning, ICML 2023, 23-29 July 2023, Honolulu, Hawaii, USA",
        "Forty-first International Conference on Machine Learning, ICML 2024, Vienna, Austria, July 21-27, 2024",
    ],
    ["Proceedings of the Fourth Congress of Small Things, 8-13 June 2002, Here", "Congress of Small Things"],
    ["Annals of Small Things, Volume 10", "Annals of Small Things", "Annals of Small Things, Vol. 2"],
    ["Findings of Small Things: EST 2023", "Findings of Small Things: EST 2021"],
    [
        "SIGIR '22: The 45th International ACM SIGIR Conference on Research and Development in Information Retrieval,"
        " Madrid, Spain, July 11 - 15, 2022",
        "SIGIR 2019",
    ],
    [
        "Advances in Neural Information Processing Systems 33: Annual Conference on Neural Information Processing"
        " Systems 2020, NeurIPS 2020, December 6-12, 2020, virtual",
        "NIPS 2016",
    ],
    ["NeurIPS 2022", "Advances in Neural Information Processing Systems 35", "Neural Information Processing Systems"],
    [
        "Proceedings of the 57th Annual Meeting of the Association for Computational Linguistics",
        "Proceedings of the 52nd Annual Meeting of the Association for Computational Linguistics (Volume 1: Long)",
    ],
    ["Proceedings of the 3rd Workshop on Small Things", "Proceedings of the Twenty-Ninth Workshop on Small Things"],
    ["Fruit & Flowers", "The fruit and flowers"],
]
VENUES_APART = [
    ["International Conference on Computer Vision", "European Conference on Computer Vision"],
    ["Third World Quarterly", "World Quarterly"],
    ["Proceedings of the IEEE", "Proceedings of the ACM"],
    ["Machine Learning", "International Conference on Machine Learning"],
]


def venues_of(con: duckdb.DuckDBPyConnection, places: Iterable[Location]) -> list[tuple[str, int]]:
    works = [work(f"W{number}", locations=(place,)) for number, place in enumerate(places, 1)]
    store_graph(con, works)
    ids = rows(con, "select count(distinct venue_id), count(distinct venue) from node_venues")
    assert ids[0][0] == ids[0][1]
    return rows(con, "select venue, node_count from venues")


@pytest.mark.parametrize("names", ONE_VENUE, ids=lambda names: names[0])
def test_one_series_under_several_names_is_one(con: duckdb.DuckDBPyConnection, names: list[str]) -> None:
    ((_, node_count),) = venues_of(con, [Location(1, None, name) for name in names])
    assert node_count == len(names)


@pytest.mark.parametrize("names", VENUES_APART, ids=lambda names: names[0])
def test_that_only_sound_alike_are_several(con: duckdb.DuckDBPyConnection, names: list[str]) -> None:
    assert len(venues_of(con, [Location(1, None, name) for name in names])) == len(names)


def test_journals_of_one_name_are_told_apart_by_their_source(con: duckdb.DuckDBPyConnection) -> None:
    journals = [Location(1, Source(f"S{number}", "Small Things"), "Small Things") for number in (1, 2)]
    store_graph(con, [work(f"W{number}", locations=(place,)) for number, place in enumerate(journals, 1)])
    assert rows(con, "select venue, venue_id from node_venues order by all") == [
        ("Small Things", "S1"),
        ("Small Things", "S2"),
    ]


def test_one_source_is_one_venue_whatever_works_call_it(con: duckdb.DuckDBPyConnection) -> None:
    places = [Location(1, Source("S1", name), name) for name in ("Small Things", "J. Small Things")]
    printed = Location(1, None, "J Small Things")
    assert venues_of(con, [*places, printed]) == [("J. Small Things", 3)]


def test_people_add_names(con: duckdb.DuckDBPyConnection) -> None:
    save_aliases(con, {"Neural Information Processing Systems": "NeurIPS", "Small Things Journal": "NeurIPS"})
    names = ["NeurIPS 2022", "Advances in Neural Information Processing Systems 35", "Small Things Journal"]
    assert venues_of(con, [Location(1, None, name) for name in names]) == [("NeurIPS", 3)]


def test_names_that_everybody_knows_stand_as_they_are_compared(con: duckdb.DuckDBPyConnection) -> None:
    known = con.execute("select series, venue_series(series), venue, venue_series(venue) from venue_names").fetchall()
    assert len(known) > 50
    assert [(series, compared) for series, compared, *_ in known if series != compared] == []
    assert {venue for _, _, venue, compared in known if compared not in {row[0] for row in known}} == set()
