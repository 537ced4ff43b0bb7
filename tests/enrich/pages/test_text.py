from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from enrich.errors import PageError
from tests.enrich.pages.makers import (
    ABSTRACT,
    NEWSLETTER,
    Read,
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "le", "be"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_make_no_difference(tmp_path: Path, encoding: str, line_end: str) -> None:
    text = f"{NEWSLETTER}SubscribeNaïve Söhne\n{ABSTRACT}\nZwei\n{ABSTRACT}".replace("\n", line_end)
    marks = {"le": codecs.BOM_UTF16_LE, "be": codecs.BOM_UTF16_BE}
    path = tmp_path / "a.txt"
    path.write_bytes(marks.get(encoding, b"") + text.encode(f"utf-16-{encoding}" if encoding in marks else encoding))
    read = Read(path)
    assert [(record.line, record.title) for record in read.records] == [(3, "Naïve Söhne"), (5, "Zwei")]
    assert read.warnings == []


@pytest.mark.parametrize("offset", [0, 7, (1 << 20) - 1, 1 << 20, (1 << 20) + 5])
def test_a_byte_that_does_not_decode_is_named_by_its_offset(tmp_path: Path, offset: int) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"a" * offset + b"\xe4" + b"bc\n" * 10)
    with pytest.raises(PageError, match=rf"a\.txt: byte {offset} .*UTF-8"):
        Read(path)


def test_half_a_character_at_the_end_is_named_by_its_offset(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(codecs.BOM_UTF16_LE + "Ab".encode("utf-16-le") + b"\x41")
    with pytest.raises(PageError, match=r"a\.txt: byte 6 .*UTF-16"):
        Read(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "holds no text"), (b" \n\n ", "holds no text"), (b"PK\x03\x04\x00\x00", "ZIP.*CSV"), (b"%\x00PDF", "NUL")],
)
def test_empty_and_binary_files_are_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    with pytest.raises(PageError, match=rf"a\.txt: .*{message}"):
        Read(path)
