"""The verifier against published vectors, against the platform's own code, and against forgeries."""

import ast
import base64
import importlib.util
import io
import json
import sys
import urllib.error
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from hengjian.kernel.ledger import merkle, note, tiles
from hengjian.kernel.ledger import sm3 as kernel_sm3
from hengjian.kernel.ledger.entry import Entry, commit

FILE = Path(__file__).parent.parent / "hengjian_verify.py"
SPEC = importlib.util.spec_from_file_location("hengjian_verify", FILE)
assert SPEC
assert SPEC.loader
verify: Any = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(verify)

# RFC 8032 section 7.1, tests 1, 2, 3 and SHA(abc): public key, message, signature.
RFC_8032 = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
        "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589"
        "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
    ),
]
ORIGIN = "hengjian.test/ledger"
SIGNER = note.Signer(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
WITNESS = note.Signer("witness.test/w1", Ed25519PrivateKey.from_private_bytes(bytes(32)), note.COSIGNATURE)
KEY = SIGNER.verifier.vkey


@pytest.mark.parametrize(("public", "message", "signature"), RFC_8032)
def test_ed25519_vectors(public: str, message: str, signature: str) -> None:
    key, text, signed = (bytes.fromhex(h) for h in (public, message, signature))
    assert verify.ed25519_holds(key, signed, text)
    assert not verify.ed25519_holds(key, signed, text + b"x")
    assert not verify.ed25519_holds(key, bytes([signed[0] ^ 1]) + signed[1:], text)
    raised = int.from_bytes(signed[32:], "little") + verify.ORDER
    assert not verify.ed25519_holds(key, signed[:32] + raised.to_bytes(32, "little"), text)


@settings(max_examples=20, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.integers(0, 511))
def test_ed25519_agrees_with_the_library(seed: bytes, message: bytes, bit: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)
    altered = (int.from_bytes(signature, "big") ^ (1 << bit)).to_bytes(64, "big")
    assert verify.ed25519_holds(public, signature, message)
    assert not verify.ed25519_holds(public, altered, message)


@pytest.mark.parametrize("point", [bytes(31), b"\xff" * 32, (2).to_bytes(32, "little"), b"\x01" + bytes(30) + b"\x80"])
def test_ed25519_refuses_what_is_no_point(point: bytes) -> None:
    assert not verify.ed25519_holds(point, bytes(64), b"")


@given(st.binary(max_size=150))
def test_sm3_agrees_with_the_platform(data: bytes) -> None:
    assert verify.sm3(data) == kernel_sm3.sm3(data)


def test_sm3_vectors() -> None:
    assert verify.sm3(b"abc").hex() == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert verify.sm3(b"abcd" * 16).hex() == "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"


class Log:
    """A small log made with the platform's pure code."""

    def __init__(self, size: int, hash_: merkle.Hash = merkle.SHA256, salted: str = "") -> None:
        self.hash, self.made = hash_, [commit({"note": f"第 {n} 项{salted}", "n": n}) for n in range(size)]
        at = verify_time()
        self.entries = [
            Entry(n + 1, "test.do", at, "411602", bytes.fromhex(m.commitment)).text for n, m in enumerate(self.made)
        ]
        store = tiles.MemoryTiles()
        changed, _ = tiles.Tree(store, 0, hash_).append([hash_.leaf(e.encode()) for e in self.entries])
        store.tiles.update(changed)
        self.tree = tiles.Tree(store, size, hash_)
        self.size = size

    def note(self, size: int | None = None) -> str:
        size = size or self.size
        return note.sign(note.Checkpoint(ORIGIN, size, self.tree.root(size)), SIGNER)

    def bundle(self, index: int) -> dict[str, Any]:
        made = self.made[index]
        return {
            "format": "hengjian-proof-v1",
            "log": self.hash.name,
            "origin": ORIGIN,
            "key": KEY,
            "entry": self.entries[index],
            "index": index,
            "size": self.size,
            "hashes": [base64.b64encode(h).decode() for h in self.tree.inclusion(index)],
            "checkpoint": self.note(),
            "content": {"salt": made.salt.hex(), "body": made.body},
        }

    def serve(self, size: int) -> Callable[[str], str]:
        def get(url: str) -> str:
            if url.endswith("/checkpoint"):
                return self.note(size)
            first, second = (int(part) for part in url.split("/")[-2:])
            hashes = self.tree.consistency(first, second)
            return json.dumps({"hashes": [base64.b64encode(h).decode() for h in hashes]})

        return get


def verify_time() -> Any:
    return Entry.parse("hengjian-act-v1\n1\na\n2026-04-15T01:30:00.000000Z\n4\n" + "00" * 32 + "\n").at


def check(bundle: dict[str, Any], *witnesses: str) -> list[Any]:
    return list(verify.check_proof(json.loads(json.dumps(bundle)), verify.Key(KEY), [verify.Key(w) for w in witnesses]))


@pytest.mark.parametrize("hash_", [merkle.SHA256, merkle.SM3])
@pytest.mark.parametrize("size", [1, 2, 7, 300])
def test_the_platforms_proofs_hold(hash_: merkle.Hash, size: int) -> None:
    log = Log(size, hash_)
    for index in {0, size // 2, size - 1}:
        assert len(check(log.bundle(index))) == 3


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("index", 4),
        ("entry", Log(1).entries[0]),
        ("hashes", []),
        ("checkpoint", Log(7, salted="!").note()),
        ("content", {"salt": "00" * 32, "body": {"n": 3}}),
        ("format", "hengjian-proof-v2"),
        ("log", "sm3"),
    ],
)
def test_an_altered_proof_is_refused(field: str, value: Any) -> None:
    bundle = Log(7).bundle(3)
    with pytest.raises(verify.Broken):
        check(bundle | {field: value})


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_flipped_bit_of_a_proof_is_refused(data: st.DataObject) -> None:
    log = Log(13)
    bundle = log.bundle(data.draw(st.integers(0, 12)))
    which = data.draw(st.integers(0, len(bundle["hashes"]) - 1))
    raw = int.from_bytes(base64.b64decode(bundle["hashes"][which]), "big") ^ (1 << data.draw(st.integers(0, 255)))
    bundle["hashes"][which] = base64.b64encode(raw.to_bytes(32, "big")).decode()
    with pytest.raises(verify.Broken):
        check(bundle)


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 40), st.data())
def test_consistency_agrees_with_the_platform(second: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, second))
    tree = Log(second).tree
    roots = tree.root(first), tree.root(second)
    verify.check_consistency(verify.sha256, first, second, *roots, tree.consistency(first))
    if 0 < first < second:
        with pytest.raises(verify.Broken):
            verify.check_consistency(verify.sha256, first, second, roots[1], roots[0], tree.consistency(first))


def test_witnesses_asked_for_must_have_cosigned() -> None:
    bundle = Log(3).bundle(1)
    with pytest.raises(verify.Broken, match="has not cosigned"):
        check(bundle, WITNESS.verifier.vkey)
    body = note.split_note(bundle["checkpoint"])[0]
    bundle["checkpoint"] += note.cosign(body, WITNESS, 1_679_315_147)
    assert "2023-03-20 12:25:47Z" in check(bundle, WITNESS.verifier.vkey)[2][0]


def test_a_log_that_only_grows_is_followed(tmp_path: Path) -> None:
    log, state = Log(300), str(tmp_path / "state")
    for size in (1, 5, 5, 256, 300):
        verify.monitor("http://log.test/ledger/", state, verify.Key(KEY), "sha256", log.serve(size))
    assert verify.read_checkpoint(Path(state).read_text(), verify.Key(KEY))[0] == 300


def refusing(url: str) -> str:
    if url.endswith("/checkpoint"):
        return Log(9).note()
    raise urllib.error.HTTPError(url, 404, "Not Found", None, io.BytesIO())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("get", "says"),
    [
        (Log(9, salted="!").serve(9), "REWRITTEN"),
        (Log(9, salted="!").serve(5), "two different roots"),
        (Log(9).serve(4), "shrank"),
        (refusing, "gives no proof"),
    ],
)
def test_a_log_that_was_rewritten_is_caught_and_not_forgotten(tmp_path: Path, get: Any, says: str) -> None:
    state = tmp_path / "state"
    verify.monitor("http://log.test/ledger", str(state), verify.Key(KEY), "sha256", Log(9).serve(5))
    seen = state.read_text()
    with pytest.raises(verify.Broken, match=says):
        verify.monitor("http://log.test/ledger", str(state), verify.Key(KEY), "sha256", get)
    assert state.read_text() == seen


def test_the_command_tells_in_two_languages_and_by_its_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle, file = Log(5).bundle(2), tmp_path / "proof.json"
    file.write_text(json.dumps(bundle, ensure_ascii=False), encoding="utf-8")
    assert verify.main(["proof", str(file), "--key", KEY, "--lang", "zh"]) == 0
    assert "内容与该行为的承诺值一致" in capsys.readouterr().out
    assert verify.main(["--lang", "en", "proof", str(file)]) == 0
    assert "compare it" in capsys.readouterr().out
    file.write_text(json.dumps(bundle | {"index": 1}), encoding="utf-8")
    assert verify.main(["proof", str(file), "--key", KEY]) == 1
    assert "is not in the log" in capsys.readouterr().err
    file.write_text("nonsense")
    assert verify.main(["proof", str(file), "--key", KEY]) == 2
    assert verify.main(["monitor", "file:///etc", "--state", str(tmp_path / "s"), "--key", KEY]) == 2


def test_it_is_one_file_for_old_pythons_with_the_standard_library_only() -> None:
    tree = ast.parse(FILE.read_text(encoding="utf-8"), feature_version=(3, 8))
    names = {
        (node.module if isinstance(node, ast.ImportFrom) else alias.name).split(".")[0]  # type: ignore[union-attr]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert names <= sys.stdlib_module_names
