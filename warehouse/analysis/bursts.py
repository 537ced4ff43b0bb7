"""Bursts: years in which a work drew a far larger part of all citations than it otherwise did.

J. Kleinberg, Data Mining and Knowledge Discovery 7, 373 (2003), for events in
batches, with two states. In a year with d citations to all works together, a
work in its normal state draws each of them with p0, its share of the citations
over all years; in a burst, with p1 = ``SCALING`` x p0. The states of its years
are those that cost least: -ln of the binomial probability of each year's
count, and ``GAMMA`` x ln(number of years) for each step up into a burst.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from warehouse.analysis.network import Measure

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from warehouse.analysis.network import FloatArray, IntArray

SCALING = 2.0
GAMMA = 1.0


def bursts(node_count: int, nodes: IntArray, years: IntArray, counts: IntArray) -> list[Measure]:
    """``burst_start_year``, ``burst_end_year`` and ``burst_weight`` of each node's strongest burst; NaN without one.

    Row i says that node ``nodes[i]`` was cited ``counts[i]`` times in
    ``years[i]``; each node and year come once. A node's history starts with
    the first year in which it is cited. The weight is the cost that the burst
    saves; of two bursts as strong, the earlier counts. A node that draws half
    of all citations or more cannot burst: p1 would be no probability.
    """
    parameters = {"scaling": SCALING, "gamma": GAMMA}
    found = np.full((3, node_count), np.nan)
    if len(nodes):
        first = int(years.min())
        table = np.zeros((node_count, int(years.max()) - first + 1))
        table[nodes, years - first] = counts
        found = _strongest(table)
        found[:2] += first
    names = ("burst_start_year", "burst_end_year", "burst_weight")
    return [Measure(name, values, parameters) for name, values in zip(names, found, strict=True)]


def _strongest(table: FloatArray) -> FloatArray:
    """First and last column and weight of each row's strongest burst, as three rows; NaN without one."""
    gains, is_told = _gains(table)
    is_burst = _burst_years(gains, is_told)
    goes_on = np.zeros_like(is_burst)
    goes_on[:, 1:] = is_burst[:, 1:] & is_burst[:, :-1]
    ends = is_burst.copy()
    ends[:, :-1] &= ~is_burst[:, 1:]
    best = np.full((3, len(table)), np.nan)
    start, weight = np.zeros(len(table)), np.zeros(len(table))
    for year in range(table.shape[1]):
        start = np.where(goes_on[:, year], start, year)
        weight = np.where(goes_on[:, year], weight, 0) + gains[:, year]
        is_better = ends[:, year] & ~(weight <= best[2])
        best[:, is_better] = start[is_better], np.full(is_better.sum(), year), weight[is_better]
    return best


def _gains(table: FloatArray) -> tuple[FloatArray, NDArray[np.bool_]]:
    """How much less each year costs as part of a burst, and which years belong to each row's history."""
    is_told = np.cumsum(table, axis=1) > 0
    totals = table.sum(axis=0)
    possible = np.where(is_told, totals, 0).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = table.sum(axis=1) / possible
        # the binomial coefficients are the same in both states
        gains = table * np.log(SCALING) + (totals - table) * (np.log1p(-SCALING * share) - np.log1p(-share))[:, None]
    return np.where(is_told & (SCALING * share < 1)[:, None], gains, -np.inf), is_told


def _burst_years(gains: FloatArray, is_told: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The states of all years that cost least together, by dynamic programming forwards and a walk back."""
    year_count = gains.shape[1]
    step_up = GAMMA * np.log(np.maximum(1, is_told.sum(axis=1)))
    normal, burst = np.zeros(len(gains)), np.full(len(gains), -np.inf)
    comes_from_burst = np.zeros((2, *gains.shape), dtype=bool)
    for year in range(year_count):
        comes_from_burst[0, :, year] = burst > normal
        comes_from_burst[1, :, year] = burst > normal - step_up
        normal, burst = np.maximum(normal, burst), np.maximum(normal - step_up, burst) + gains[:, year]
    is_burst = np.zeros(gains.shape, dtype=bool)
    state = burst > normal
    for year in reversed(range(year_count)):
        is_burst[:, year] = state
        state = np.where(state, comes_from_burst[1, :, year], comes_from_burst[0, :, year])
    return is_burst
