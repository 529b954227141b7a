"""Sealing: acts without a leaf are taken into the tree and a checkpoint is signed over them."""

import datetime as dt

from django.db import connection
from django.utils import timezone

from hengjian.kernel.models import ActLeaf, Checkpoint
from hengjian.kernel.principal import CLOCKWORK, acting_as

from .entry import Entry
from .keys import hash_of, origin, signer
from .note import Checkpoint as Statement
from .note import sign
from .store import StoredTiles, size_of
from .tiles import Tree

BATCH = 10_000
_LOCKS = {"sha256": 0x48454E47_01, "sm3": 0x48454E47_02}


def seal(log: str = "sha256", *, everything: bool = False) -> Checkpoint | None:
    """Seal up to 10,000 acts, in order of their ids; None if there were none or another process is sealing.

    `everything` looks at all acts instead of the recent 100,000 ids: run it now and then, for an act whose transaction
    stayed open that long. No act is left out for good, as what counts is the missing leaf and not the last id.
    """
    with acting_as(CLOCKWORK):
        if not _locked(log):
            return None
        found = _unsealed(log, everything)
        return _extend(log, found) if found else None


def seal_all(log: str = "sha256") -> int:
    """Seal until nothing is left; returns how many leaves were added."""
    with acting_as(CLOCKWORK):
        before = after = size_of(log)
    while checkpoint := seal(log, everything=True):
        after = checkpoint.size
    return after - before


def _locked(log: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCKS[hash_of(log).name]])
        return bool(cursor.fetchone()[0])


def _unsealed(log: str, everything: bool) -> list[Entry]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, name, at, code, commitment FROM hengjian_unsealed(%s, %s, %s)", [log, everything, BATCH]
        )
        return [Entry(i, name, _utc(at), code, bytes.fromhex(c)) for i, name, at, code, c in cursor.fetchall()]


def _utc(at: dt.datetime) -> dt.datetime:
    return at.astimezone(dt.UTC)


def _extend(log: str, found: list[Entry]) -> Checkpoint:
    tiles, hash_, before = StoredTiles(log), hash_of(log), size_of(log)
    texts = [entry.text for entry in found]
    changed, root = Tree(tiles, before, hash_).append([hash_.leaf(text.encode("ascii")) for text in texts])
    tiles.put(changed)
    _copy_leaves([(log, entry.act, before + n, text) for n, (entry, text) in enumerate(zip(found, texts, strict=True))])
    size = before + len(found)
    note = sign(Statement(origin(log), size, root), signer(log))
    return Checkpoint.objects.create(log=log, size=size, root=root.hex(), note=note, at=timezone.now())


def _copy_leaves(rows: list[tuple[str, int, int, str]]) -> None:
    table = ActLeaf._meta.db_table
    with (
        connection.cursor() as cursor,
        cursor.copy(f'COPY {table} (log, act_id, "index", entry) FROM STDIN') as copy,
    ):
        for row in rows:
            copy.write_row(row)
