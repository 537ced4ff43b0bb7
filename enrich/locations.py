"""Places in OpenAlex JSON: where a work can be found, and which of these is its venue."""

from __future__ import annotations

import re

from enrich.identifiers import read_openalex_id
from enrich.json_values import Json, as_object, as_plain_text, as_text, objects_in
from enrich.records import Location, Source

# Not venues: addresses, and the service that a record came from.
_NO_NAME = re.compile(r"(?:https?://|www\.|datacite api$)", re.IGNORECASE)


def read_locations(work: Json) -> list[Location]:
    """Return the primary location first, then the others, each place once."""
    # Works saved before 2023 keep their venue in host_venue.
    primary = as_object(work.get("primary_location")) or _old_location(as_object(work.get("host_venue")))
    kept: list[Json] = []
    for entry in filter(None, [primary, *objects_in(work.get("locations"))]):
        if not any(_is_same_place(entry, other) for other in kept):
            kept.append(entry)
    return [_location(position, entry) for position, entry in enumerate(kept, start=1)]


def choose_venue(locations: list[Location]) -> str | None:
    """Return the name of the first place where it was published, or else of the first that has a name."""
    published = [location.source_name for location in locations if location.is_published and location.source_name]
    named = [location.source_name for location in locations if location.source_name]
    return next(iter(published + named), None)


def _location(position: int, entry: Json) -> Location:
    return Location(
        position=position,
        source=_source(as_object(entry.get("source"))),
        source_name=_source_name(entry),
        landing_page_url=as_text(entry.get("landing_page_url")),
        pdf_url=as_text(entry.get("pdf_url")),
        version=as_text(entry.get("version")),
        license=as_text(entry.get("license")),
        is_oa=entry.get("is_oa") is True,
        is_published=entry.get("is_published") is True or entry.get("version") == "publishedVersion",
    )


def _source_name(location: Json) -> str | None:
    """Return the name of the source, or the name as printed; None where what stands there is the name of nothing."""
    name = as_plain_text(as_object(location.get("source")).get("display_name")) or as_plain_text(
        location.get("raw_source_name")
    )
    return None if name is None or _NO_NAME.match(name) else name


def _is_same_place(left: Json, right: Json) -> bool:
    if left.get("id") and right.get("id"):
        return bool(left["id"] == right["id"])
    return left.get("landing_page_url") == right.get("landing_page_url") and left.get("source") == right.get("source")


def _old_location(host_venue: Json) -> Json:
    return host_venue and {
        "source": host_venue if host_venue.get("id") else None,
        "raw_source_name": host_venue.get("display_name"),
        "landing_page_url": host_venue.get("url"),
        "version": host_venue.get("version"),
        "license": host_venue.get("license"),
        "is_oa": host_venue.get("is_oa"),
    }


def _source(source: Json) -> Source | None:
    source_id = read_openalex_id(source.get("id"))
    if source_id is None:
        return None
    return Source(
        source_id=source_id,
        display_name=as_plain_text(source.get("display_name")),
        issn_l=as_text(source.get("issn_l")),
        type=as_text(source.get("type")),
        host_organization=as_text(source.get("host_organization_name")),
    )
