"""The whole ledger recomputed from its rows: names the first act that does not hold."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from hengjian.kernel.models import Checkpoint
from hengjian.kernel.principal import CLOCKWORK, acting_as

from .entry import Entry, commitment
from .keys import hash_of, verifier
from .merkle import Broken, Compact, verify_consistency
from .note import Checkpoint as Statement
from .note import verify
from .store import StoredTiles
from .tiles import WIDTH, Tree

STEP = 10_000
_ROWS = """
SELECT l."index", l.act_id, l.entry, a.name, a.at, a.code, a.commitment, a.proceeding_id,
       c.act_id, c.salt, c.body::text, c.erased_under
FROM kernel_actleaf l LEFT JOIN kernel_act a ON a.id = l.act_id LEFT JOIN kernel_actcontent c ON c.act_id = l.act_id
WHERE l.log = %s AND l."index" >= %s ORDER BY l."index" LIMIT %s
"""


@dataclass
class Report:
    """What was checked, and the first thing that does not hold."""

    log: str
    leaves: int = 0
    contents: int = 0
    erased: int = 0
    unseen: int = 0  # content this scope cannot see, of acts without a proceeding
    checkpoints: int = 0
    waiting: int = 0
    broken: str = ""
    act: int | None = None

    @property
    def sound(self) -> bool:
        return not self.broken


class _Found(Exception):
    def __init__(self, what: str, act: int | None = None) -> None:
        super().__init__(what)
        self.act = act


@dataclass
class _Audit:
    log: str
    report: Report
    tree: Compact
    stored: Tree
    checkpoints: list[Checkpoint]
    last_act: int = 0
    last_root: bytes = b""
    last_size: int = 0
    acts_since: list[int] = field(default_factory=list)

    def run(self) -> None:
        for row in _rows(self.log):
            self._leaf(*row)
            while self.checkpoints and self.checkpoints[0].size == self.tree.size:
                self._checkpoint(self.checkpoints.pop(0))
        if self.checkpoints:
            missing = self.checkpoints[0].size
            raise _Found(f"the log has {self.tree.size} leaves, but {missing} were signed for", self.last_act or None)
        if self.tree.size != self.last_size:
            raise _Found(
                f"{self.tree.size - self.last_size} leaves stand behind the last checkpoint", self.acts_since[0]
            )

    def _leaf(self, index: int, act: int, entry: str, *rest: Any) -> None:
        if index != self.tree.size:
            raise _Found(f"leaf {self.tree.size} is missing; the leaf before it is of act {self.last_act}", act)
        self._act(act, entry, *rest)
        leaf_hash = self.tree.hash.leaf(entry.encode())
        if index < self.stored.size and _stored_leaf(self.stored, index) != leaf_hash:
            raise _Found(f"act {act}: its leaf is not the one that was sealed", act)
        self.tree.add(leaf_hash)
        self.report.leaves += 1
        self.last_act = act
        self.acts_since = [self.acts_since[0] if self.acts_since else act, act]

    def _act(self, act: int, entry: str, name: Any, at: Any, code: Any, committed: Any, *content: Any) -> None:
        if name is None:
            raise _Found(f"act {act}: its row is gone", act)
        try:
            text = Entry(act, name, at, code, bytes.fromhex(committed)).text
        except ValueError as error:
            raise _Found(f"act {act}: {error}", act) from error
        if text != entry:
            raise _Found(f"act {act}: its row no longer says what was sealed", act)
        self._content(act, committed, *content)

    def _content(
        self, act: int, committed: str, proceeding: Any, present: Any, salt: Any, body: Any, erased: str
    ) -> None:
        if present is None and proceeding is None:
            self.report.unseen += 1
        elif present is None:
            raise _Found(f"act {act}: its content is gone", act)
        elif salt is None:
            if not erased:
                raise _Found(f"act {act}: its content is empty, but was erased under no article", act)
            self.report.erased += 1
        elif not _commits(bytes(salt), body, committed):
            raise _Found(f"act {act}: its content is not what was committed to", act)
        else:
            self.report.contents += 1

    def _checkpoint(self, checkpoint: Checkpoint) -> None:
        first, last = self.acts_since
        where = f"checkpoint {checkpoint.size} (acts {first} to {last})"
        root = self.tree.root()
        try:
            signed = verify(checkpoint.note, verifier(self.log))
        except Broken as error:
            raise _Found(f"{where}: {error}", first) from error
        if signed != Statement(signed.origin, checkpoint.size, root) or checkpoint.root != root.hex():
            raise _Found(f"{where}: the acts do not lead to the root that was signed", first)
        try:
            if self.last_size:
                proof = self.stored.consistency(self.last_size, checkpoint.size)
                verify_consistency(self.last_size, checkpoint.size, proof, self.last_root, root, self.tree.hash)
        except Broken as error:
            raise _Found(f"{where}: {error}", first) from error
        self.last_size, self.last_root, self.acts_since = checkpoint.size, root, []
        self.report.checkpoints += 1


def verify_all(log: str = "sha256") -> Report:
    """Recompute commitments, leaves, roots and consistency of a log; stops at the first that does not hold."""
    report, hash_ = Report(log), hash_of(log)
    with acting_as(CLOCKWORK):
        checkpoints = list(Checkpoint.objects.filter(log=log).order_by("size"))
        size = checkpoints[-1].size if checkpoints else 0
        audit = _Audit(log, report, Compact(hash_), Tree(StoredTiles(log), size, hash_), checkpoints)
        try:
            audit.run()
        except _Found as found:
            report.broken, report.act = str(found), found.act
        report.waiting = _waiting(log)
    return report


def _rows(log: str) -> Iterator[tuple[Any, ...]]:
    start = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_ROWS, [log, start, STEP])
            rows = cursor.fetchall()
        yield from rows
        if len(rows) < STEP:
            return
        start = rows[-1][0] + 1


def _commits(salt: bytes, body: Any, committed: str) -> bool:
    try:
        return commitment(salt, json.loads(body)).hex() == committed
    except (ValueError, TypeError):
        return False


def _stored_leaf(tree: Tree, index: int) -> bytes:
    data = tree.tile(0, index // WIDTH)
    return data[index % WIDTH * tree.hash.size :][: tree.hash.size]


def _waiting(log: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM hengjian_unsealed(%s, true, 1000000)", [log])
        return int(cursor.fetchone()[0])
