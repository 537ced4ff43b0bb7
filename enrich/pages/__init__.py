"""Pages: from saved files of paper titles to ``PaperRecord``s.

    find_pages   words of a command line → files
    open_page    one file → its ``Page`` and a stream of records and warnings

One module a layout family: ``cards`` (feeds and listings), ``title_list``,
``identifier_list``, ``tables`` (CSV, TSV), ``objects`` (JSON of every kind, by
``json_records``), ``bibtex``, ``ris`` and ``html``. Each states its layouts as
``reader.Reader``s; ``layouts`` lists them in the order in which they are asked,
and a new one needs a line there. ``strangers`` tells what files are that are no
page. Every line of a page ends in a record, is known furniture of the page, or
is named by a warning.
"""

from enrich.pages.files import PageFile, find_pages
from enrich.pages.reading import OpenPage, Warn, open_page

__all__ = ["OpenPage", "PageFile", "Warn", "find_pages", "open_page"]
