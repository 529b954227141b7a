"""The bytes of a leaf and the commitment to content: one spelling, independent of storage."""

import datetime as dt
import hashlib
import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengjian.kernel.ledger.entry import Entry, canonical, commit, commitment, committable
from hengjian.kernel.ledger.merkle import Broken

AT = dt.datetime(2026, 4, 15, 9, 30, 0, 120, tzinfo=dt.timezone(dt.timedelta(hours=8)))
ENTRY = Entry(7, "registry.establishment.approve", AT, "411602", bytes(32))
TEXT = "hengjian-act-v1\n7\nregistry.establishment.approve\n2026-04-15T01:30:00.000120Z\n411602\n" + "00" * 32 + "\n"
CONTENT = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def test_the_leaf_is_ascii_in_one_spelling() -> None:
    assert ENTRY.text == TEXT
    assert Entry.parse(TEXT) == Entry(7, ENTRY.name, AT.astimezone(dt.UTC), "411602", bytes(32))


@pytest.mark.parametrize(
    "text",
    [
        TEXT[:-1],
        TEXT + "\n",
        TEXT.replace("\n7\n", "\n07\n"),
        TEXT.replace("Z", "+00:00"),
        TEXT.replace("000120Z", "00012Z"),
        TEXT.replace("00" * 32, "AB" * 32),
        TEXT.replace("v1", "v2"),
    ],
)
def test_other_spellings_are_refused(text: str) -> None:
    with pytest.raises(Broken):
        Entry.parse(text)


@pytest.mark.parametrize(
    "wrong",
    [
        Entry(0, "a", AT, "4", bytes(32)),
        Entry(1, "a\nb", AT, "4", bytes(32)),
        Entry(1, "办", AT, "4", bytes(32)),
        Entry(1, "a", AT, "", bytes(32)),
        Entry(1, "a", AT.replace(tzinfo=None), "4", bytes(32)),
        Entry(1, "a", AT, "4", bytes(31)),
    ],
)
def test_what_cannot_be_a_leaf_is_refused(wrong: Entry) -> None:
    with pytest.raises(Broken):
        _ = wrong.text


def test_canonical_json() -> None:
    assert canonical({"b": [1, None, True], "a": "核准\u0065\u0301"}) == '{"a":"核准\u00e9","b":[1,null,true]}'.encode()
    assert commitment(bytes(32), {}) == hashlib.sha256(bytes(32) + b"{}").digest()


def test_fractions_dates_and_decimals_are_kept_as_text() -> None:
    given = {"share": 0.5, "sum": Decimal("10.00"), "on": dt.date(2026, 4, 15), "who": ("张", "李")}
    assert committable(given) == {"share": "0.5", "sum": "10.00", "on": "2026-04-15", "who": ["张", "李"]}
    with pytest.raises(Broken):
        canonical({"share": 0.5})


@pytest.mark.parametrize("content", ["\0", b"x", {"\u00e9": 1, "e\u0301": 2}])
def test_content_that_cannot_be_stored_faithfully_is_refused(content: object) -> None:
    with pytest.raises(Broken):
        committable(content)


@given(CONTENT)
def test_what_is_stored_and_read_back_has_the_same_commitment(content: object) -> None:
    try:
        made = commit(content)
    except Broken:
        return
    assert commitment(made.salt, json.loads(json.dumps(made.body))).hex() == made.commitment


def test_the_same_content_never_has_the_same_commitment() -> None:
    assert commit({"a": 1}).commitment != commit({"a": 1}).commitment
