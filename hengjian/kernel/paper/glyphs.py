"""Which characters the packaged fonts can show, so that a rare name is refused by name and not printed as a box."""

from __future__ import annotations

import struct
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pylopdf_fonts_zh_cn import sans_path, serif_path

_INVISIBLE = frozenset("\t\n\r\u200b\u2060\ufeff")


class MissingGlyph(ValueError):
    """No packaged font has this character."""

    def __init__(self, character: str) -> None:
        self.character = character
        super().__init__(f"No font of the papers has the character {character} (U+{ord(character[:1] or ' '):04X})")


def unprintable(text: str) -> list[str]:
    """Characters of the text that no packaged font has, each once, in order."""
    known = _covered()
    return [c for c in dict.fromkeys(text) if ord(c) not in known and c not in _INVISIBLE]


def require(texts: Iterable[str]) -> None:
    """Raise MissingGlyph for the first character that cannot be printed."""
    for text in texts:
        for character in unprintable(text):
            raise MissingGlyph(character)


@cache
def _covered() -> frozenset[int]:
    return frozenset().union(*(_cmap(path) for path in (serif_path(), sans_path())))


def _cmap(path: Path) -> set[int]:
    """Code points of an OpenType font: the segmented 32-bit table (format 12) of its `cmap`."""
    raw = path.read_bytes()
    tables = struct.unpack_from(">H", raw, 4)[0]
    records = (struct.unpack_from(">4sIII", raw, 12 + 16 * n) for n in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    for n in range(struct.unpack_from(">H", raw, start + 2)[0]):
        offset = start + struct.unpack_from(">I", raw, start + 8 + 8 * n)[0]
        if struct.unpack_from(">H", raw, offset)[0] == 12:
            groups = struct.unpack_from(">I", raw, offset + 12)[0]
            spans = (struct.unpack_from(">III", raw, offset + 16 + 12 * g) for g in range(groups))
            return {code for first, last, _ in spans for code in range(first, last + 1)}
    raise ValueError(f"{path.name} has no 32-bit character table")
