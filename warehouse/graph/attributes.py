"""Names and types of what nodes and edges carry, and values that are of those types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from numbers import Real
from operator import index
from typing import TypeAlias

Plain: TypeAlias = str | int | float | bool | list[str]


class AttributeType(StrEnum):
    """The types of GEXF 1.3 that citegraph has values for; dates are STRING. INTEGER has 32 bits, LONG has 64."""

    STRING = "string"
    INTEGER = "integer"
    LONG = "long"
    DOUBLE = "double"
    BOOLEAN = "boolean"
    LIST_OF_STRINGS = "liststring"


@dataclass(frozen=True, slots=True)
class Attribute:
    """A named, typed value of every node or of every edge."""

    name: str
    type: AttributeType


LABEL = Attribute("label", AttributeType.STRING)
RELATION = Attribute("relation", AttributeType.STRING)
WEIGHT = Attribute("weight", AttributeType.DOUBLE)


def stated_values(attributes: Sequence[Attribute], values: Sequence[object]) -> list[tuple[str, Plain]]:
    """The names and values of what is not None; ValueError if there are too few, too many, or one does not fit."""
    if len(values) != len(attributes):
        names = [attribute.name for attribute in attributes]
        raise ValueError(f"a row must end in one value for each of the attributes {names}, not in {list(values)!r}")
    return [
        (attribute.name, plain(attribute, value))
        for attribute, value in zip(attributes, values, strict=True)
        if value is not None
    ]


def plain(attribute: Attribute, value: object) -> Plain:
    """``value`` as Python's own type for the attribute's; ValueError if it is not of that type."""
    try:
        return _PLAIN[attribute.type](value)
    except (TypeError, OverflowError):
        raise ValueError(f"{attribute.name} is {value!r}, which is no {attribute.type}") from None


def _string(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError


def _integer(bound: int, value: object) -> int:
    # Gephi drops, with no more than a line in its log, a number that is too large for the type.
    number = index(value)  # type: ignore[arg-type]  # its TypeError is the answer
    if isinstance(value, bool):
        raise TypeError
    if not -bound <= number < bound:
        raise OverflowError
    return number


def _double(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, Real | Decimal):
        raise TypeError
    return float(value)


def _boolean(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _list_of_strings(value: object) -> list[str]:
    if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
        raise TypeError
    return list(value)


_PLAIN: dict[AttributeType, Callable[[object], Plain]] = {
    AttributeType.STRING: _string,
    AttributeType.INTEGER: lambda value: _integer(2**31, value),
    AttributeType.LONG: lambda value: _integer(2**63, value),
    AttributeType.DOUBLE: _double,
    AttributeType.BOOLEAN: _boolean,
    AttributeType.LIST_OF_STRINGS: _list_of_strings,
}
