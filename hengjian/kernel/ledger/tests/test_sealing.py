"""Sealing, proving and recomputing the ledger on real tables; and what the tables refuse."""

import stat
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from hengjian.kernel.ledger import sequencer
from hengjian.kernel.ledger.audit import verify_all
from hengjian.kernel.ledger.erasure import erase
from hengjian.kernel.ledger.keys import verifier
from hengjian.kernel.ledger.merkle import Broken, verify_consistency
from hengjian.kernel.ledger.note import verify
from hengjian.kernel.ledger.proofs import consistency, proof_bundle, prove
from hengjian.kernel.ledger.sequencer import seal, seal_all
from hengjian.kernel.models import ActContent, ActLeaf, Checkpoint
from hengjian.kernel.principal import CLOCKWORK, acting_as

Acts = Callable[[int], list[int]]
Owner = Callable[[], AbstractContextManager[Any]]
ARTICLE = "个人信息保护法第四十七条"


def run(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values) or None)


def as_superuser_would(as_owner: Owner, table: str, sql: str, *values: object) -> None:
    """What the tables refuse to everybody: only somebody who drops the triggers first can do it."""
    with as_owner():
        run("SET CONSTRAINTS ALL IMMEDIATE")
        run(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        run(sql, *values)
        run(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@pytest.mark.parametrize("log", ["sha256", "sm3"])
def test_sealing_takes_every_act_once(acts: Acts, log: str) -> None:
    assert seal(log) is None
    first = acts(5)
    sealed = seal(log)
    assert sealed is not None
    assert sealed.size == 5
    assert seal(log) is None
    second = acts(300)
    assert seal(log).size == 305  # type: ignore[union-attr]
    order = ActLeaf.objects.filter(log=log).order_by("index").values_list("act_id", flat=True)
    assert list(order) == first + second
    report = verify_all(log)
    assert (report.broken, report.leaves, report.contents, report.checkpoints) == ("", 305, 305, 2)


def test_an_act_with_a_lower_id_that_commits_late_is_sealed_all_the_same(acts: Acts) -> None:
    acts(3)
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('kernel_act_id_seq')")
        reserved = cursor.fetchone()[0]
    acts(2)
    seal()
    with acting_as(CLOCKWORK):
        run(
            "INSERT INTO kernel_act (id, proceeding_id, name, at, actor, code, commitment) "
            "SELECT %s, max(id), 'test.late', now(), 'clock', '411602', repeat('00', 32) FROM kernel_proceeding",
            reserved,
        )
    assert seal().size == 6  # type: ignore[union-attr]
    assert prove(reserved).index == 5  # type: ignore[union-attr]


def test_a_batch_is_bounded_and_the_rest_follows(acts: Acts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequencer, "BATCH", 4)
    acts(10)
    assert seal().size == 4  # type: ignore[union-attr]
    assert seal_all() == 6
    assert list(Checkpoint.objects.order_by("size").values_list("size", flat=True)) == [4, 8, 10]


def test_every_act_is_proved_and_the_log_only_grew(acts: Acts) -> None:
    ids = acts(7)
    old = seal()
    ids += acts(260)
    new = seal()
    for act in (ids[0], ids[6], ids[7], ids[-1]):
        prove(act).check()  # type: ignore[union-attr]
    roots = [bytes.fromhex(c.root) for c in (old, new)]  # type: ignore[union-attr]
    verify_consistency(7, 267, consistency(7, 267), *roots)
    with pytest.raises(Broken):
        consistency(7, 268)


def test_an_act_awaiting_sealing_has_no_proof_yet(acts: Acts) -> None:
    ids = acts(1)
    assert prove(ids[0]) is None
    assert proof_bundle(ids[0], content=True) is None


def test_content_is_handed_out_only_when_asked_for_and_within_the_scope(acts: Acts) -> None:
    ids = acts(1)
    seal()
    assert "content" not in proof_bundle(ids[0], content=False)  # type: ignore[operator]
    with acting_as(CLOCKWORK):
        assert proof_bundle(ids[0], content=True)["content"]["body"]["count"] == 0  # type: ignore[index]


def test_the_key_is_made_once_and_private(acts: Acts, own_home: Path) -> None:
    acts(1)
    checkpoint = seal()
    key = own_home / "secrets" / "ledger.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert stat.S_IMODE(key.parent.stat().st_mode) == 0o700
    assert verify(checkpoint.note, verifier("sha256")).size == 1  # type: ignore[union-attr]


def test_erased_content_leaves_the_log_sound(acts: Acts) -> None:
    ids = acts(3)
    seal()
    with acting_as(CLOCKWORK):
        assert erase(ids[1], ARTICLE)
        assert not erase(ids[1], ARTICLE)
        gone = ActContent.objects.get(act_id=ids[1])
        assert (gone.salt, gone.body, gone.erased_under) == (None, None, ARTICLE)
        assert proof_bundle(ids[1], content=True)["erased_under"] == ARTICLE  # type: ignore[index]
    report = verify_all()
    assert (report.sound, report.erased, report.contents) == (True, 1, 2)


def test_nothing_is_erased_without_an_article(acts: Acts) -> None:
    ids = acts(1)
    with acting_as(CLOCKWORK), pytest.raises(DatabaseError, match="under an article"), transaction.atomic():
        erase(ids[0], " ")


def test_an_officers_role_cannot_erase_by_itself(acts: Acts) -> None:
    ids = acts(1)
    with acting_as(CLOCKWORK), pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        run("SELECT hengjian_erase(%s, 'art. 47')", ids[0])


TABLES = ["kernel_act", "kernel_actcontent", "kernel_actleaf", "kernel_checkpoint", "kernel_tile"]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("command", ["DELETE FROM {}", "TRUNCATE {} CASCADE"])
@pytest.mark.parametrize("owner", [False, True])
def test_no_table_can_be_emptied(acts: Acts, as_owner: Owner, table: str, command: str, owner: bool) -> None:
    acts(1)
    seal()
    scope = as_owner() if owner else acting_as(CLOCKWORK)
    with pytest.raises(DatabaseError), transaction.atomic(), scope:
        run(command.format(table))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE kernel_act SET code = '411603'",
        'UPDATE kernel_actleaf SET "index" = 9',
        "UPDATE kernel_checkpoint SET note = ''",
        "UPDATE kernel_actcontent SET body = '{}'",
        "UPDATE kernel_actcontent SET salt = NULL, body = NULL, erased_under = ''",
        "UPDATE kernel_tile SET hashes = decode(repeat('00', 32), 'hex')",
    ],
)
@pytest.mark.parametrize("owner", [False, True])
def test_nothing_can_be_changed(acts: Acts, as_owner: Owner, change: str, owner: bool) -> None:
    acts(1)
    seal()
    scope = as_owner() if owner else acting_as(CLOCKWORK)
    with pytest.raises(DatabaseError), transaction.atomic(), scope:
        run(change)


@pytest.mark.parametrize("table", ["kernel_actleaf", "kernel_checkpoint", "kernel_tile"])
def test_the_public_cannot_write_to_the_log(db: None, table: str) -> None:
    with connection.cursor() as cursor:
        for role in ("hengjian_public", "hengjian_party"):
            cursor.execute("SELECT has_table_privilege(%s, %s, 'INSERT, UPDATE, DELETE, TRUNCATE')", [role, table])
            assert cursor.fetchone() == (False,)


@pytest.mark.parametrize(
    ("table", "change", "says"),
    [
        ("kernel_act", "UPDATE kernel_act SET name = 'test.other' WHERE id = %s", "no longer says what was sealed"),
        ("kernel_act", "UPDATE kernel_act SET at = at + interval '1 second' WHERE id = %s", "no longer says"),
        ("kernel_actcontent", "UPDATE kernel_actcontent SET body = '{\"count\": 9}' WHERE act_id = %s", "not what was"),
        ("kernel_actcontent", "UPDATE kernel_actcontent SET salt = NULL WHERE act_id = %s", "under no article"),
        ("kernel_actcontent", "DELETE FROM kernel_actcontent WHERE act_id = %s", "its content is gone"),
        ("kernel_actleaf", "DELETE FROM kernel_actleaf WHERE act_id = %s", "leaf 2 is missing"),
    ],
)
def test_what_a_superuser_changes_is_named(acts: Acts, as_owner: Owner, table: str, change: str, says: str) -> None:
    ids = acts(5)
    seal()
    as_superuser_would(as_owner, table, change, ids[2])
    report = verify_all()
    assert says in report.broken
    assert report.act in (ids[2], ids[3])
    with pytest.raises(CommandError, match="BROKEN"):
        call_command("ledger", "verify", "--log", "sha256")


def test_an_act_rewritten_together_with_its_leaf_and_tile_does_not_fit_the_signature(
    acts: Acts, as_owner: Owner
) -> None:
    ids = acts(2)
    seal()
    as_superuser_would(as_owner, "kernel_act", "UPDATE kernel_act SET name = 'test.no' WHERE id = %s", ids[0])
    change = "UPDATE kernel_actleaf SET entry = replace(entry, 'test.do', 'test.no') WHERE act_id = %s"
    as_superuser_would(as_owner, "kernel_actleaf", change, ids[0])
    assert "is not the one that was sealed" in verify_all().broken
    change = (
        "UPDATE kernel_tile t SET hashes = sha256('\\x00'::bytea || convert_to(l.entry, 'UTF8')) "
        "|| substring(t.hashes FROM 33) FROM kernel_actleaf l WHERE l.index = 0 AND t.level = 0 AND l.act_id = %s"
    )
    as_superuser_would(as_owner, "kernel_tile", change, ids[0])
    report = verify_all()
    assert "do not lead to the root that was signed" in report.broken
    assert report.act == ids[0]


def test_cutting_off_the_end_is_noticed(acts: Acts, as_owner: Owner) -> None:
    ids = acts(3)
    seal()
    as_superuser_would(as_owner, "kernel_actleaf", "DELETE FROM kernel_actleaf WHERE act_id = %s", ids[2])
    assert "2 leaves, but 3 were signed for" in verify_all().broken


def test_the_command_seals_and_verifies(acts: Acts, capsys: pytest.CaptureFixture[str]) -> None:
    acts(3)
    for what in ("seal", "verify", "checkpoint", "key"):
        call_command("ledger", what, "--log", "sha256")
    out = capsys.readouterr().out
    assert "3 acts sealed" in out
    assert "sha256: sound" in out
    assert "hengjian.test/ledger\n3\n" in out
