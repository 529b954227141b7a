"""Merkle trees of RFC 9162: leaf and node hashes, and the verification of both kinds of proof. Pure."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from .sm3 import sm3


class Broken(ValueError):
    """A proof, signature or record does not hold; the message says which and why."""


@dataclass(frozen=True)
class Hash:
    """One hash function with the domain separation of RFC 9162 section 2.1.1."""

    name: str
    digest: Callable[[bytes], bytes]
    size: int = 32

    def leaf(self, data: bytes) -> bytes:
        return self.digest(b"\x00" + data)

    def node(self, left: bytes, right: bytes) -> bytes:
        return self.digest(b"\x01" + left + right)

    def empty(self) -> bytes:
        return self.digest(b"")


SHA256 = Hash("sha256", lambda data: hashlib.sha256(data).digest())
SM3 = Hash("sm3", sm3)
HASHES = {h.name: h for h in (SHA256, SM3)}


def split(size: int) -> int:
    """The largest power of two smaller than size (size > 1)."""
    return 1 << ((size - 1).bit_length() - 1)


class Compact:
    """Roots of the perfect subtrees left of the edge: enough to append and to tell the root, in O(log n) memory."""

    def __init__(self, hash_: Hash = SHA256) -> None:
        self.hash, self.size = hash_, 0
        self._edge: list[bytes] = []

    def add(self, leaf_hash: bytes) -> None:
        self.size += 1
        carry, bits = leaf_hash, self.size
        while not bits & 1:
            carry, bits = self.hash.node(self._edge.pop(), carry), bits >> 1
        self._edge.append(carry)

    def root(self) -> bytes:
        if not self._edge:
            return self.hash.empty()
        root = self._edge[-1]
        for left in reversed(self._edge[:-1]):
            root = self.hash.node(left, root)
        return root


def root_of(leaf_hashes: Iterable[bytes], hash_: Hash = SHA256) -> bytes:
    """The root over all leaf hashes (RFC 9162 section 2.1.1)."""
    tree = Compact(hash_)
    for leaf_hash in leaf_hashes:
        tree.add(leaf_hash)
    return tree.root()


def root_from_inclusion(leaf_hash: bytes, index: int, size: int, proof: Sequence[bytes], hash_: Hash = SHA256) -> bytes:
    """The root that this inclusion proof leads to (RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < size:
        raise Broken(f"leaf {index} is not in a tree of {size}")
    at, last, root = index, size - 1, leaf_hash
    for sibling in _hashes(proof, hash_):
        if last == 0:
            raise Broken("the inclusion proof is too long")
        if at & 1 or at == last:
            root = hash_.node(sibling, root)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            root = hash_.node(root, sibling)
        at, last = at >> 1, last >> 1
    if last:
        raise Broken("the inclusion proof is too short")
    return root


def verify_inclusion(
    leaf_hash: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes, hash_: Hash = SHA256
) -> None:
    """Refuse unless the leaf is at this index of the tree of this size and root."""
    if root_from_inclusion(leaf_hash, index, size, proof, hash_) != root:
        raise Broken(f"the proof of leaf {index} does not lead to the root of the tree of {size}")


def verify_consistency(
    first: int, second: int, proof: Sequence[bytes], first_root: bytes, second_root: bytes, hash_: Hash = SHA256
) -> None:
    """Refuse unless the smaller tree is a prefix of the larger one (RFC 9162 section 2.1.4.2)."""
    if not 0 <= first <= second:
        raise Broken(f"a tree of {second} cannot continue a tree of {first}")
    if first in (0, second):
        _trivial(first, proof, first_root, second_root, hash_)
        return
    path = _hashes(proof, hash_)
    if not path:
        raise Broken("the consistency proof is empty")
    if first & (first - 1) == 0:
        path = [first_root, *path]
    at, last = first - 1, second - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise Broken("the consistency proof is too long")
        if at & 1 or at == last:
            old, new = hash_.node(sibling, old), hash_.node(sibling, new)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new = hash_.node(new, sibling)
        at, last = at >> 1, last >> 1
    if last or old != first_root or new != second_root:
        raise Broken(f"the tree of {second} does not continue the tree of {first}")


def _trivial(first: int, proof: Sequence[bytes], first_root: bytes, second_root: bytes, hash_: Hash) -> None:
    if proof:
        raise Broken("nothing is to be proved, but a proof was given")
    if first == 0 and first_root != hash_.empty():
        raise Broken("the root of the empty tree is wrong")
    if first and first_root != second_root:
        raise Broken(f"two different roots for the same size {first}")


def _hashes(proof: Sequence[bytes], hash_: Hash) -> list[bytes]:
    if any(len(h) != hash_.size for h in proof):
        raise Broken("a hash in the proof has the wrong length")
    return list(proof)
