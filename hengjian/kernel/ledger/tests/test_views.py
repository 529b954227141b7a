"""The log over HTTP, read by a stranger; and another installation that witnesses it."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from hengjian.kernel.ledger.keys import verifier, witness_signer
from hengjian.kernel.ledger.merkle import SHA256, Broken
from hengjian.kernel.ledger.note import Signer, Verifier, sign, verify
from hengjian.kernel.ledger.sequencer import seal
from hengjian.kernel.ledger.tiles import MemoryTiles, Tree
from hengjian.kernel.ledger.witness import Witness, over_http
from hengjian.kernel.models import Cosignature

Acts = Callable[[int], list[int]]


def over_client(client: Client) -> Callable[[str, bytes | None], bytes]:
    def fetch(url: str, body: bytes | None) -> bytes:
        answer = client.get(url) if body is None else client.post(url, body, content_type="text/plain")
        if answer.status_code != 200:
            raise OSError(f"{answer.status_code} {answer.content.decode()}")
        return bytes(answer.content)

    return fetch


@pytest.fixture
def witness(client: Client, own_home: Path, settings: Any) -> Witness:
    signer = witness_signer("witness.test/w1")
    settings.HENGJIAN_WITNESSES = [signer.verifier.vkey]
    return Witness("/ledger/", verifier("sha256"), signer, own_home / "witness" / "w1", fetch=over_client(client))


def test_an_empty_log_says_so(client: Client, db: None) -> None:
    assert client.get("/ledger/checkpoint").status_code == 404


def test_a_stranger_rebuilds_the_tree_from_what_is_served(client: Client, acts: Acts) -> None:
    acts(300)
    seal()
    key = Verifier.parse(client.get("/ledger/key").content.decode())
    answer = client.get("/ledger/checkpoint")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    checkpoint = verify(answer.content.decode(), key)
    bundles = [client.get(f"/ledger/tile/entries/{n}") for n in ("000", "001.p/44")]
    leaves = [leaf for bundle in bundles for leaf in unpacked(bundle.content)]
    listed = client.get("/ledger/entries?start=0&end=300").json()["entries"]
    assert [text.encode() for text in listed] == leaves
    tiles, root = Tree(MemoryTiles()).append([SHA256.leaf(leaf) for leaf in leaves])
    assert root == checkpoint.root
    for address, tile in (("0/000", tiles[0, 0]), ("0/001.p/44", tiles[0, 1]), ("1/000.p/1", tiles[1, 0])):
        answer = client.get(f"/ledger/tile/{address}")
        assert answer.content == tile
        assert "immutable" in answer["Cache-Control"]


def unpacked(bundle: bytes) -> list[bytes]:
    leaves = []
    while bundle:
        size = int.from_bytes(bundle[:2], "big")
        leaves.append(bundle[2 : 2 + size])
        bundle = bundle[2 + size :]
    return leaves


@pytest.mark.parametrize(
    "path",
    ["tile/0/001", "tile/0/000.p/4", "tile/00/000", "tile/64/000", "tile/0/0", "tile/entries/000", "proof/999999"]
    + ["consistency/1/9", "consistency/3/2", "sm3/checkpoint"],
)
def test_what_does_not_exist_is_not_found(client: Client, acts: Acts, path: str) -> None:
    acts(3)
    seal()
    assert client.get(f"/ledger/{path}").status_code == 404


def test_bad_ranges_are_refused(client: Client, db: None) -> None:
    assert client.get("/ledger/entries?start=x").status_code == 400
    assert client.get("/ledger/entries?start=5&end=2").json()["entries"] == []


def test_the_public_gets_the_proof_without_the_content(client: Client, acts: Acts) -> None:
    ids = acts(2)
    seal()
    bundle = client.get(f"/ledger/proof/{ids[1]}").json()
    assert bundle["entry"].split("\n")[1] == str(ids[1])
    assert "content" not in bundle


def test_a_witness_follows_and_cosigns(client: Client, acts: Acts, witness: Witness) -> None:
    for more in (2, 1, 300):
        acts(more)
        seal()
        witness.once()
    note = client.get("/ledger/checkpoint?witnessed=1").content.decode()
    assert note.count("\u2014 ") == 2
    assert Cosignature.objects.count() == 3


def test_a_witness_signs_the_same_checkpoint_twice_without_harm(acts: Acts, witness: Witness) -> None:
    acts(1)
    seal()
    witness.once()
    witness.once()
    assert Cosignature.objects.count() == 1


def test_a_witness_refuses_a_log_that_forgot(acts: Acts, witness: Witness) -> None:
    acts(2)
    seal()
    witness.once()
    forged = "hengjian.test/ledger"
    witness.state.write_text(f"{forged}\n2\n{'A' * 43}=\n")
    with pytest.raises(Broken, match="two different roots"):
        witness.once()
    witness.state.write_text(f"{forged}\n3\n{'A' * 43}=\n")
    with pytest.raises(Broken, match="shrank"):
        witness.once()
    witness.state.write_text(f"{forged}\n1\n{'A' * 43}=\n")
    with pytest.raises(Broken, match="does not continue"):
        witness.once()
    assert Cosignature.objects.count() == 1


def test_only_known_witnesses_and_own_checkpoints_are_accepted(
    client: Client, acts: Acts, witness: Witness, settings: Any
) -> None:
    acts(1)
    seal()
    settings.HENGJIAN_WITNESSES = []
    with pytest.raises(OSError, match="403"):
        witness.once()
    note = client.get("/ledger/checkpoint").content.decode()
    stranger = Signer("hengjian.test/ledger", witness.signer.private)
    other = sign(replace(verify(note, verifier("sha256")), root=bytes(32)), stranger)
    assert client.post("/ledger/cosign", other, content_type="text/plain").status_code == 409
    assert client.post("/ledger/cosign", "nonsense", content_type="text/plain").status_code == 400
    assert client.post("/ledger/cosign", b"\xff", content_type="text/plain").status_code == 400
    assert client.get("/ledger/cosign").status_code == 405


def test_the_sm3_log_is_a_log_of_its_own(client: Client, acts: Acts) -> None:
    ids = acts(2)
    seal("sm3")
    bundle = client.get(f"/ledger/sm3/proof/{ids[0]}").json()
    assert (bundle["log"], bundle["origin"]) == ("sm3", "hengjian.test/ledger/sm3")
    assert json.loads(client.get("/ledger/sm3/consistency/1/2").content)["hashes"]


def test_a_witness_reads_over_http_only() -> None:
    with pytest.raises(Broken):
        over_http("file:///etc/passwd")
