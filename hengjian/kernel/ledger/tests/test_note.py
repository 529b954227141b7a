"""Signed notes as C2SP defines them: one spelling, and nothing unsigned is believed."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from hengjian.kernel.ledger.merkle import Broken
from hengjian.kernel.ledger.note import (
    COSIGNATURE,
    Checkpoint,
    Signer,
    Verifier,
    cosign,
    cosigned_at,
    sign,
    split_note,
    verify,
)

SIGNER = Signer("hengjian.local/ledger", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
WITNESS = Signer("witness.example/w1", Ed25519PrivateKey.from_private_bytes(bytes(32)), COSIGNATURE)
STATEMENT = Checkpoint("hengjian.local/ledger", 70_000, bytes(range(32)))
NOTE = sign(STATEMENT, SIGNER)


def test_the_body_is_origin_size_and_root() -> None:
    assert STATEMENT.body == "hengjian.local/ledger\n70000\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"
    assert split_note(NOTE)[0] == STATEMENT.body
    assert NOTE.count("\n\n") == 1
    assert NOTE.endswith("\n")
    assert verify(NOTE, SIGNER.verifier) == STATEMENT


def test_a_key_of_a_public_log_is_read_as_its_owners_do() -> None:
    # The Go checksum database's well-known key.
    vkey = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
    found = Verifier.parse(vkey)
    assert (found.name, found.id.hex(), found.vkey) == ("sum.golang.org", "033de0ae", vkey)


def test_keys_survive_being_written_down() -> None:
    for signer in (SIGNER, WITNESS):
        assert Verifier.parse(signer.verifier.vkey) == signer.verifier


@pytest.mark.parametrize("name", ["", "a b", "a+b", "衡鉴", "a\u00a0b", "a\n", "\u2014"])
def test_names_that_readers_would_overlook_are_refused(name: str) -> None:
    with pytest.raises(Broken):
        sign(Checkpoint(name, 1, bytes(32)), Signer(name, SIGNER.private))


@pytest.mark.parametrize("vkey", ["", "a", "a+b", "a+00000000+AAAA", SIGNER.verifier.vkey.replace("hengjian", "other")])
def test_keys_that_are_none_are_refused(vkey: str) -> None:
    with pytest.raises(Broken):
        Verifier.parse(vkey)


@given(st.integers(0, len(NOTE) - 1), st.characters(min_codepoint=10, max_codepoint=126))
def test_an_altered_note_is_refused(at: int, character: str) -> None:
    altered = NOTE[:at] + character + NOTE[at + 1 :]
    if altered == NOTE:
        return
    with pytest.raises(Broken):
        verify(altered, SIGNER.verifier)


@pytest.mark.parametrize(
    "body", ["o\n01\n", "o\n-1\nAA==\n", "o\n1\n" + "A" * 43 + "=", "o\n1\n" + "A" * 43 + "=\nmore\n", "o\n1\nAA==\n"]
)
def test_bodies_with_another_spelling_are_refused(body: str) -> None:
    with pytest.raises(Broken):
        Checkpoint.parse(body)


def test_the_key_of_another_log_does_not_sign() -> None:
    with pytest.raises(Broken, match="does not sign for"):
        sign(Checkpoint("other.example", 1, bytes(32)), SIGNER)
    other = Signer("hengjian.local/ledger", Ed25519PrivateKey.generate())
    with pytest.raises(Broken, match="did not sign"):
        verify(NOTE, other.verifier)


def test_a_cosignature_holds_for_its_checkpoint_witness_and_time() -> None:
    line = cosign(STATEMENT.body, WITNESS, 1_679_315_147)
    assert cosigned_at(STATEMENT.body, line, WITNESS.verifier) == 1_679_315_147
    assert verify(NOTE + line, SIGNER.verifier) == STATEMENT
    with pytest.raises(Broken):
        cosigned_at(STATEMENT.body.replace("70000", "70001"), line, WITNESS.verifier)
    with pytest.raises(Broken):
        cosigned_at(STATEMENT.body, cosign(STATEMENT.body, WITNESS, 1)[:-6] + "AAAA=\n", WITNESS.verifier)


def test_a_logs_key_is_no_witness_and_a_witness_no_log() -> None:
    with pytest.raises(Broken):
        cosign(STATEMENT.body, SIGNER, 1)
    with pytest.raises(Broken):
        cosigned_at(STATEMENT.body, split_note(NOTE)[1][0], SIGNER.verifier)
