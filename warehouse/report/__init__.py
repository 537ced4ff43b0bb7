"""One page to explore the graph on: ``write_report`` makes it, and any browser opens it, without a network."""

from warehouse.report.page import write_report

__all__ = ["write_report"]
