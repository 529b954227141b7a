"""Proofs that a stranger can check: that an act stands in the log, and that the log only grew."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hengjian.kernel.models import ActContent, ActLeaf, Checkpoint

from .keys import hash_of, origin, verifier
from .merkle import Broken, verify_inclusion
from .note import verify
from .store import full_note, latest, tree_of

FORMAT = "hengjian-proof-v1"


@dataclass(frozen=True)
class Proof:
    """An act's leaf and its way to the root of a signed checkpoint."""

    log: str
    entry: str
    index: int
    size: int
    hashes: tuple[bytes, ...]
    note: str

    def check(self) -> None:
        """Refuse unless the proof leads to the root this installation signed."""
        statement, hash_ = verify(self.note, verifier(self.log)), hash_of(self.log)
        if statement.size != self.size:
            raise Broken("the proof is for another size than its checkpoint")
        leaf_hash = hash_.leaf(self.entry.encode("ascii"))
        verify_inclusion(leaf_hash, self.index, self.size, self.hashes, statement.root, hash_)


def prove(act_id: int, log: str = "sha256") -> Proof | None:
    """The proof of an act under the newest checkpoint; None while the act awaits sealing."""
    leaf = ActLeaf.objects.filter(log=log, act_id=act_id).first()
    checkpoint = latest(log)
    if leaf is None or checkpoint is None:
        return None
    return _proof(leaf, checkpoint)


def proof_bundle(act_id: int, *, content: bool, log: str = "sha256") -> dict[str, Any] | None:
    """The file a person downloads. With `content`, what the act said and its salt, as far as the scope shows it.

    Whoever has salt and content can show them to others and prove them: the caller passes `content` for those alone who
    may see the act. Content that was erased is named with the article it was erased under.
    """
    proof = prove(act_id, log)
    if proof is None:
        return None
    bundle = {
        "format": FORMAT,
        "log": log,
        "origin": origin(log),
        "key": verifier(log).vkey,
        "entry": proof.entry,
        "index": proof.index,
        "size": proof.size,
        "hashes": encode(proof.hashes),
        "checkpoint": proof.note,
    }
    return bundle | (_content(act_id) if content else {})


def consistency(first: int, second: int, log: str = "sha256") -> list[bytes]:
    """The proof that the log of size `second` continues the log of size `first`."""
    return tree_of(log).consistency(first, second)


def encode(hashes: Sequence[bytes]) -> list[str]:
    """Hashes as they stand in JSON: base64."""
    return [base64.b64encode(h).decode() for h in hashes]


def _proof(leaf: ActLeaf, checkpoint: Checkpoint) -> Proof:
    hashes = tree_of(leaf.log, checkpoint.size).inclusion(leaf.index)
    return Proof(leaf.log, leaf.entry, leaf.index, checkpoint.size, tuple(hashes), full_note(checkpoint))


def _content(act_id: int) -> dict[str, Any]:
    found = ActContent.objects.filter(act_id=act_id).first()
    if found is None:
        return {}
    if found.salt is None:
        return {"erased_under": found.erased_under}
    return {"content": {"salt": bytes(found.salt).hex(), "body": found.body}}
