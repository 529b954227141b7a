"""Somebody else's reader of the same formats: sigstore-python takes our checkpoints and proofs, and no altered ones."""

from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sigstore._internal.merkle import verify_merkle_inclusion
from sigstore._internal.rekor.checkpoint import SignedCheckpoint, verify_checkpoint
from sigstore.errors import VerificationError

from hengjian.kernel.ledger.merkle import SHA256
from hengjian.kernel.ledger.note import COSIGNATURE, Checkpoint, Signer, cosign, sign
from hengjian.kernel.ledger.tiles import MemoryTiles, Tree

SIGNER = Signer("hengjian.test/ledger", Ed25519PrivateKey.generate())
WITNESS = Signer("witness.test/w1", Ed25519PrivateKey.generate(), COSIGNATURE)
LEAVES = [f"entry {n}\n".encode() for n in range(11)]


class Ring:
    """Our key in the place of Rekor's. Rekor's key ids are SHA-256(DER), C2SP's are not, so the id is handed in."""

    def verify(self, *, key_id: bytes, signature: bytes, data: bytes) -> None:
        try:
            SIGNER.private.public_key().verify(signature, data)
        except InvalidSignature as error:
            raise VerificationError("bad signature") from error


def entry(index: int, **altered: Any) -> Any:
    store = MemoryTiles()
    changed, root = Tree(store).append([SHA256.leaf(leaf) for leaf in LEAVES])
    store.tiles.update(changed)
    statement = Checkpoint("hengjian.test/ledger", len(LEAVES), root)
    note = sign(statement, SIGNER) + cosign(statement.body, WITNESS, 1)
    proof = {
        "log_index": index,
        "tree_size": len(LEAVES),
        "hashes": Tree(store, len(LEAVES)).inclusion(index),
        "root_hash": root,
        "checkpoint": SimpleNamespace(envelope=altered.pop("note", note)),
    } | altered
    inner = SimpleNamespace(
        inclusion_proof=SimpleNamespace(**proof),
        canonicalized_body=LEAVES[index],
        log_id=SimpleNamespace(key_id=SIGNER.verifier.id),
    )
    return SimpleNamespace(_inner=inner)


@pytest.mark.parametrize("index", range(len(LEAVES)))
def test_proofs_and_checkpoints_are_accepted(index: int) -> None:
    verify_merkle_inclusion(entry(index))
    verify_checkpoint(Ring(), entry(index))  # type: ignore[arg-type]


def test_both_signatures_are_found() -> None:
    found = SignedCheckpoint.from_text(entry(0)._inner.inclusion_proof.checkpoint.envelope)
    assert [s.name for s in found.signed_note.signatures] == [SIGNER.name, WITNESS.name]
    assert found.checkpoint.log_size == len(LEAVES)


def test_altered_ones_are_refused() -> None:
    hashes = entry(3)._inner.inclusion_proof.hashes
    with pytest.raises(VerificationError):
        verify_merkle_inclusion(entry(3, hashes=[bytes(32), *hashes[1:]]))
    note = entry(3)._inner.inclusion_proof.checkpoint.envelope
    with pytest.raises(VerificationError):
        verify_checkpoint(Ring(), entry(3, note=note.replace("\n11\n", "\n12\n")))  # type: ignore[arg-type]
