"""A Merkle tree kept as tiles of 256 hashes (C2SP tlog-tiles, height 8): append in O(n), proofs by reading tiles. Pure.

Tile (L, N) holds the hashes of tree level 8·L at positions 256·N and on; a tile at the right edge is partial and only
grows, so the prefix of a stored tile is the tile of every earlier size.
"""

from collections.abc import Sequence
from typing import Protocol

from .merkle import SHA256, Broken, Hash, split

HEIGHT = 8
WIDTH = 1 << HEIGHT
Tiles = dict[tuple[int, int], bytes]


class TileStore(Protocol):
    """Where tiles are read from."""

    def get(self, level: int, index: int) -> bytes | None: ...


class MemoryTiles:
    """Tiles in a dictionary, for tests and for rebuilding a tree."""

    def __init__(self, tiles: Tiles | None = None) -> None:
        self.tiles: Tiles = tiles or {}

    def get(self, level: int, index: int) -> bytes | None:
        return self.tiles.get((level, index))


class Tree:
    """The tree of one size over a store; appending yields the tiles to write and moves the tree to its new size."""

    def __init__(self, store: TileStore, size: int = 0, hash_: Hash = SHA256) -> None:
        self.store, self.size, self.hash = store, size, hash_
        self._read: Tiles = {}

    def append(self, leaf_hashes: Sequence[bytes]) -> tuple[Tiles, bytes]:
        """Add leaf hashes; returns the tiles that changed and the new root."""
        changed: Tiles = {}
        level, fresh, before = 0, list(leaf_hashes), self.size
        while fresh:
            index, width = divmod(before, WIDTH)
            data = (self.tile(level, index)[: width * self.hash.size] if width else b"") + b"".join(fresh)
            step = WIDTH * self.hash.size
            for at in range(0, len(data), step):
                changed[level, index + at // step] = data[at : at + step]
            full = [data[at : at + step] for at in range(0, len(data) - step + 1, step)]
            fresh = [self._fold(tile) for tile in full]
            level, before = level + 1, index
        self._read.update(changed)
        self.size += len(leaf_hashes)
        return changed, self.root()

    def root(self, size: int | None = None) -> bytes:
        """The root of this tree or of any earlier size."""
        size = self._within(self.size if size is None else size)
        return self._range(0, size) if size else self.hash.empty()

    def leaf(self, index: int) -> bytes:
        """The leaf hash at an index."""
        return self._node(0, index)

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """The inclusion proof of a leaf in the tree of the given size (RFC 9162 section 2.1.3.1)."""
        size = self._within(self.size if size is None else size)
        if not 0 <= index < size:
            raise Broken(f"leaf {index} is not in a tree of {size}")
        path: list[bytes] = []
        start, end = 0, size
        while end - start > 1:
            middle = start + split(end - start)
            if index < middle:
                path.append(self._range(middle, end))
                end = middle
            else:
                path.append(self._range(start, middle))
                start = middle
        return path[::-1]

    def consistency(self, first: int, second: int | None = None) -> list[bytes]:
        """The proof that the tree of size second continues the tree of size first (RFC 9162 section 2.1.4.1)."""
        second = self._within(self.size if second is None else second)
        if not 0 <= first <= second:
            raise Broken(f"a tree of {second} cannot continue a tree of {first}")
        if first in (0, second):
            return []
        path: list[bytes] = []
        start, end, whole = 0, second, True
        while first != end:
            middle = start + split(end - start)
            if first <= middle:
                path.append(self._range(middle, end))
                end = middle
            else:
                path.append(self._range(start, middle))
                start, whole = middle, False
        if not whole:
            path.append(self._range(start, end))
        return path[::-1]

    def _within(self, size: int) -> int:
        if not 0 <= size <= self.size:
            raise Broken(f"the log has {self.size} leaves, not {size}")
        return size

    def _range(self, start: int, end: int) -> bytes:
        """The root over leaves start…end, where start is a multiple of the power of two that holds the range."""
        size = end - start
        if size & (size - 1) == 0:
            level = size.bit_length() - 1
            return self._node(level, start >> level)
        middle = start + split(size)
        return self.hash.node(self._range(start, middle), self._range(middle, end))

    def _node(self, level: int, index: int) -> bytes:
        """A perfect subtree's root: 2^(level mod 8) neighbouring hashes of one tile, folded."""
        inner = level % HEIGHT
        tile, offset = divmod(index << inner, WIDTH)
        width = self.hash.size
        data = self.tile(level // HEIGHT, tile)[offset * width : (offset + (1 << inner)) * width]
        if len(data) != width << inner:
            raise Broken(f"tile {level // HEIGHT}/{tile} of the {self.hash.name} log is missing or too short")
        return self._fold(data)

    def _fold(self, data: bytes) -> bytes:
        width, node = self.hash.size, self.hash.node
        row = [data[i : i + width] for i in range(0, len(data), width)]
        while len(row) > 1:
            row = [node(row[i], row[i + 1]) for i in range(0, len(row), 2)]
        return row[0]

    def tile(self, level: int, index: int) -> bytes:
        """A tile as far as it is stored, read once."""
        if (level, index) not in self._read:
            self._read[level, index] = self.store.get(level, index) or b""
        return self._read[level, index]


def tile_path(level: int, index: int, width: int = WIDTH) -> str:
    """`0/x001/x234/067.p/12`: the address of a tile in C2SP tlog-tiles."""
    digits = f"{index:03d}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[i : i + 3] for i in range(0, len(digits), 3)]
    path = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
    return f"{level}/{path}" + ("" if width == WIDTH else f".p/{width}")


def tile_index(path: str) -> tuple[int, int]:
    """Index and width from `x001/x234/067` or `067.p/12`; refuses every other spelling of the same number."""
    name, partial, width_text = path.partition(".p/")
    groups = name.split("/")
    if not all(len(g.removeprefix("x")) == 3 and g.removeprefix("x").isdecimal() for g in groups):
        raise Broken(f"{path} is not a tile")
    index = int("".join(g.removeprefix("x") for g in groups))
    width = int(width_text) if width_text.isdecimal() and len(width_text) <= 3 else 0 if partial else WIDTH
    if not 1 <= width <= WIDTH or tile_path(0, index, width) != f"0/{path}":
        raise Broken(f"{path} is not a tile")
    return index, width
