"""Bulk loading by COPY, as owner: row policies refuse COPY, and inherited tables refuse `bulk_create`."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import get_context
from typing import Any

import psycopg
from django.db import connections
from psycopg import sql

from .write import column_values


@contextmanager
def as_owner() -> Iterator[psycopg.Connection[Any]]:
    """A transaction on a connection of the database's owner; KeyError says that `HENGJIAN_OWNER_URL` is missing."""
    with psycopg.connect(os.environ["HENGJIAN_OWNER_URL"]) as owner:
        yield owner


@contextmanager
def unhurried() -> Iterator[None]:
    """Commits in the block do not each wait for the disk; all of them have reached it when the block is left.

    For a load that would be begun anew after a crash. The option holds for every connection opened here, `beside` too.
    """
    connections.close_all()
    before = os.environ.get("PGOPTIONS", "")
    os.environ["PGOPTIONS"] = f"{before} -c synchronous_commit=off"
    try:
        yield
    finally:
        if before:
            os.environ["PGOPTIONS"] = before
        else:
            del os.environ["PGOPTIONS"]
        connections.close_all()
    with as_owner() as owner:
        owner.execute("SELECT pg_current_xact_id()")  # its commit waits, and with it for all before


class Other:
    """A second process with connections of its own, which does one piece of work. What it writes is there when it has ended."""

    def __init__(self, work: Callable[[], object]) -> None:
        self._process = get_context("fork").Process(target=_alone, args=(work,))
        self._process.start()

    @property
    def running(self) -> bool:
        """Whether it is still at work."""
        return self._process.is_alive()

    def join(self) -> None:
        """Wait for its end. Raises RuntimeError if it failed."""
        self._process.join()
        if self._process.exitcode:
            raise RuntimeError(f"The process that did the other part ended with {self._process.exitcode}.")

    def stop(self) -> None:
        """End it, whatever it is doing."""
        self._process.terminate()
        self._process.join()


def _alone(work: Callable[[], object]) -> None:
    for one in connections.all(initialized_only=True):
        one.connection = None  # it is the other process's; closing it would end its session
    work()


@contextmanager
def beside(work: Callable[[psycopg.Connection[Any]], object]) -> Iterator[None]:
    """Let a second process do `work` as the owner, in a transaction of its own, while this one does what is in the block.

    What it wrote is there when the block is left. Raises RuntimeError if it failed.
    """

    def owned() -> None:
        with as_owner() as owner:
            work(owner)

    other = Other(owned)
    try:
        yield
    except BaseException:
        other.stop()
        raise
    other.join()


def copy(owner: psycopg.Connection[Any], table: str, rows: Iterable[dict[str, Any]]) -> int:
    """Write rows that all have the same columns; gives how many."""
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return 0
    columns = list(first)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    count = 0
    with owner.cursor() as cursor, cursor.copy(statement) as out:
        for row in _chain(first, rows):
            out.write_row([row[c] for c in columns])
            count += 1
    return count


def copy_models(owner: psycopg.Connection[Any], instances: Sequence[Any]) -> None:
    """Write model instances, parents' tables first; primary keys must be set."""
    if not instances:
        return
    model = type(instances[0])
    for table in [*reversed(model._meta.get_parent_list()), model]:
        fields = table._meta.local_concrete_fields
        copy(owner, table._meta.db_table, (column_values(i, fields) for i in instances))


def next_ids(owner: psycopg.Connection[Any], table: str, count: int) -> int:
    """Reserve `count` ids of a table's sequence; gives the first."""
    name = f"{table}_id_seq"
    first: int = owner.execute("SELECT nextval(%s)", [name]).fetchone()[0]  # type: ignore[index]
    owner.execute("SELECT setval(%s, %s)", [name, first + count - 1])
    return first


def analyze() -> None:
    """Fresh statistics after a bulk load; the planner needs them more than anything else."""
    with as_owner() as owner:
        owner.execute("ANALYZE")


def _chain(first: Any, rest: Iterator[Any]) -> Iterator[Any]:
    yield first
    yield from rest
