"""RFC 9162 trees: known roots, and that no altered proof is believed."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hengjian.kernel.ledger.merkle import (
    SHA256,
    SM3,
    Broken,
    Compact,
    root_of,
    verify_consistency,
    verify_inclusion,
)
from hengjian.kernel.ledger.tiles import WIDTH, MemoryTiles, Tree, tile_index, tile_path

# Leaves and roots of the certificate-transparency reference tests, sizes 0 to 8.
LEAVES = [bytes.fromhex(h) for h in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657",
                                     "606162636465666768696a6b6c6d6e6f")]  # fmt: skip
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def leaves(size: int) -> list[bytes]:
    return [SHA256.leaf(str(i).encode()) for i in range(size)]


def tree(size: int) -> Tree:
    store = MemoryTiles()
    changed, _ = Tree(store).append(leaves(size))
    store.tiles.update(changed)
    return Tree(store, size)


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_of_the_reference_trees(size: int) -> None:
    hashes = [SHA256.leaf(leaf) for leaf in LEAVES[:size]]
    assert root_of(hashes).hex() == ROOTS[size]
    assert Tree(MemoryTiles()).append(hashes)[1].hex() == ROOTS[size]


def test_leaf_and_node_hashes_are_told_apart() -> None:
    assert SHA256.leaf(b"x") == hashlib.sha256(b"\x00x").digest()
    assert SHA256.node(b"l", b"r") == hashlib.sha256(b"\x01lr").digest()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 300), min_size=1, max_size=6))
def test_a_tree_grown_in_any_steps_has_the_same_root_and_tiles(steps: list[int]) -> None:
    store, size, hashes = MemoryTiles(), 0, leaves(sum(steps))
    compact = Compact()
    for step in steps:
        changed, root = Tree(store, size).append(hashes[size : size + step])
        store.tiles.update(changed)
        for h in hashes[size : size + step]:
            compact.add(h)
        size += step
        assert root == compact.root()
    assert store.tiles == Tree(MemoryTiles()).append(hashes)[0]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_every_proof_holds_for_every_size_read_from_the_largest_tree(data: st.DataObject) -> None:
    whole = tree(data.draw(st.sampled_from([1, 2, 7, 255, 256, 257, 600])))
    second = data.draw(st.integers(1, whole.size))
    first = data.draw(st.integers(0, second))
    index = data.draw(st.integers(0, second - 1))
    verify_inclusion(whole.leaf(index), index, second, whole.inclusion(index, second), whole.root(second))
    verify_consistency(first, second, whole.consistency(first, second), whole.root(first), whole.root(second))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_flipped_bit_is_refused(data: st.DataObject) -> None:
    whole = tree(data.draw(st.integers(2, 40)))
    index = data.draw(st.integers(0, whole.size - 1))
    first = data.draw(st.integers(1, whole.size - 1))
    inclusion, consistency = whole.inclusion(index), whole.consistency(first)
    which = data.draw(st.integers(0, len(inclusion) - 1))
    with pytest.raises(Broken):
        verify_inclusion(whole.leaf(index), index, whole.size, flipped(data, inclusion, which), whole.root())
    which = data.draw(st.integers(0, len(consistency) - 1))
    altered = flipped(data, consistency, which)
    with pytest.raises(Broken):
        verify_consistency(first, whole.size, altered, whole.root(first), whole.root())
    with pytest.raises(Broken):
        verify_inclusion(flipped(data, [whole.leaf(index)], 0)[0], index, whole.size, inclusion, whole.root())


def flipped(data: st.DataObject, hashes: list[bytes], which: int) -> list[bytes]:
    bit = data.draw(st.integers(0, 255))
    number = int.from_bytes(hashes[which], "big") ^ (1 << bit)
    return [*hashes[:which], number.to_bytes(32, "big"), *hashes[which + 1 :]]


@pytest.mark.parametrize("size", [2, 5, 8, 13])
def test_proofs_of_another_length_or_place_are_refused(size: int) -> None:
    whole = tree(size)
    proof, root, leaf = whole.inclusion(1), whole.root(), whole.leaf(1)
    for wrong in (proof[:-1], [*proof, bytes(32)], [*proof[:-1], b"short"]):
        with pytest.raises(Broken):
            verify_inclusion(leaf, 1, size, wrong, root)
    for index in (-1, 0, size):
        with pytest.raises(Broken):
            verify_inclusion(leaf, index, size, proof, root)
    grown = whole.consistency(size - 1)
    for wrong in (grown[:-1], [*grown, bytes(32)], []):
        with pytest.raises(Broken):
            verify_consistency(size - 1, size, wrong, whole.root(size - 1), root)


def test_consistency_of_nothing_and_of_itself() -> None:
    whole = tree(5)
    verify_consistency(0, 5, [], SHA256.empty(), whole.root())
    verify_consistency(5, 5, [], whole.root(), whole.root())
    for first, second, old in ((5, 5, whole.root(4)), (0, 5, bytes(32)), (6, 5, whole.root())):
        with pytest.raises(Broken):
            verify_consistency(first, second, [], old, whole.root())


def test_a_missing_tile_is_named_and_a_size_beyond_the_log_refused() -> None:
    whole = tree(600)
    del whole.store.tiles[0, 1]  # type: ignore[attr-defined]
    with pytest.raises(Broken, match="tile 0/1"):
        whole.inclusion(300)
    with pytest.raises(Broken, match="600 leaves"):
        whole.consistency(1, 601)


def test_sizes_of_tiles_are_those_of_the_specification() -> None:
    # The example of C2SP tlog-tiles: 70,000 entries.
    changed, _ = Tree(MemoryTiles()).append([bytes(32)] * 70_000)
    widths = {key: len(data) // 32 for key, data in changed.items()}
    assert [widths[0, 273], widths[1, 0], widths[1, 1], widths[2, 0]] == [112, 256, 17, 1]
    assert sum(width == WIDTH for (level, _), width in widths.items() if level == 0) == 273
    assert len(widths) == 277


@pytest.mark.parametrize(("index", "path"), [(0, "000"), (999, "999"), (1000, "x001/000"), (1234067, "x001/x234/067")])
def test_tile_addresses(index: int, path: str) -> None:
    assert tile_path(3, index) == f"3/{path}"
    assert tile_index(path) == (index, WIDTH)
    assert tile_index(f"{path}.p/17") == (index, 17)


@pytest.mark.parametrize(
    "path", ["", "0", "0000", "x000/001", "001/002", "x01/002", "000.p/0", "000.p/256", "000.p/01", "000.p/", "٠٠٠"]
)
def test_other_spellings_of_a_tile_are_refused(path: str) -> None:
    with pytest.raises(Broken):
        tile_index(path)


def test_an_sm3_tree_holds_under_sm3_only() -> None:
    hashes = [SM3.leaf(bytes([i])) for i in range(7)]
    store = MemoryTiles()
    changed, root = Tree(store, 0, SM3).append(hashes)
    store.tiles.update(changed)
    proof = Tree(store, 7, SM3).inclusion(3)
    verify_inclusion(hashes[3], 3, 7, proof, root, SM3)
    with pytest.raises(Broken):
        verify_inclusion(hashes[3], 3, 7, proof, root, SHA256)
