"""SM3 against the vectors of GM/T 0004-2012, and the plain code against OpenSSL's."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengjian.kernel.ledger.sm3 import plain, sm3

VECTORS = [
    (b"abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
    (b"abcd" * 16, "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732"),
]


@pytest.mark.parametrize(("data", "digest"), VECTORS)
@pytest.mark.parametrize("function", [plain, sm3])
def test_vectors_of_the_standard(function: object, data: bytes, digest: str) -> None:
    assert function(data).hex() == digest  # type: ignore[operator]


@pytest.mark.skipif("sm3" not in hashlib.algorithms_available, reason="this OpenSSL has no SM3")
@given(st.binary(max_size=200))
def test_plain_code_agrees_with_openssl(data: bytes) -> None:
    assert plain(data) == hashlib.new("sm3", data).digest()
