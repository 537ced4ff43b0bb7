"""A file as text: its encoding, its hash, its lines."""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from enrich.errors import PageError
from enrich.pages.strangers import describe_binary

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BLOCK = 1 << 20
_HEAD = 1 << 16
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Text:
    """A file known to decode from beginning to end.

    ``digest`` is the first 16 hex digits of the BLAKE2b hash of its bytes.
    Lines end at LF, CR or CRLF, and at nothing else.
    """

    path: Path
    name: str
    encoding: str
    digest: str
    byte_count: int

    def lines(self) -> Iterator[str]:
        """Yield the lines with their ends, which are all ``\\n``; memory is that of one line."""
        with self.path.open(encoding=self.encoding, newline=None) as stream:
            yield from stream

    def read(self) -> str:
        """Return the whole text."""
        return self.path.read_text(encoding=self.encoding)

    def head(self) -> list[str]:
        """Return the first stripped lines that are not blank, 65,536 characters of text at most."""
        with self.path.open(encoding=self.encoding, newline=None) as stream:
            sample = stream.read(_HEAD)
        lines = sample.split("\n")
        if len(sample) == _HEAD and len(lines) > 1:
            lines.pop()  # probably cut in two
        return [stripped for line in lines if (stripped := line.strip())]


def inspect(path: Path, name: str) -> Text:
    """Read the file once and return it as text of a known encoding.

    UTF-8 with or without byte order mark, and UTF-16 with one. Raises
    PageError for a file that cannot be opened or is of a known binary format, for the first byte that does
    not decode, and for NUL bytes, which mean that it is no text.
    """
    try:
        with path.open("rb") as stream:
            start = stream.read(4)
            if binary := describe_binary(start):
                raise PageError(f"{name}: {binary}")
            checked_as, encoding = _encoding_of(start)
            stream.seek(0)
            decoder = codecs.getincrementaldecoder(checked_as)()
            digest = hashlib.blake2b()
            byte_count = 0
            while block := stream.read(_BLOCK):
                digest.update(block)
                _check(decoder, block, byte_count, name)
                byte_count += len(block)
            _check(decoder, b"", byte_count, name, final=True)
    except OSError as error:
        raise PageError(f"{name}: cannot be read ({error.strerror or error}); check its access rights") from error
    return Text(path, name, encoding, digest.hexdigest()[:16], byte_count)


def _encoding_of(start: bytes) -> tuple[str, str]:
    """Return the encoding to check the bytes with (the mark counts as text) and the one to read them with."""
    for mark, checked_as, read_as in _BYTE_ORDER_MARKS:
        if start.startswith(mark):
            return checked_as, read_as
    return "utf-8", "utf-8"


def _check(decoder: codecs.IncrementalDecoder, block: bytes, offset: int, name: str, *, final: bool = False) -> None:
    try:
        text = decoder.decode(block, final)
    except UnicodeDecodeError as error:
        # The decoder keeps an unfinished character of the block before.
        at = offset - (len(error.object) - len(block)) + error.start
        raise PageError(
            f"{name}: byte {at} (counted from 0) is not {error.encoding.upper()} text; "
            "save the file as UTF-8, or as UTF-16 with a byte order mark"
        ) from None
    if "\0" in text:
        raise PageError(f"{name}: holds NUL bytes, so it is a binary file; hand in saved text, HTML, JSON, CSV, …")
