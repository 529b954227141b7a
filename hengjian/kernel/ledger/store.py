"""The ledger's tables seen as a tree."""

from django.db.models import Max

from hengjian.kernel.models import ActLeaf, Checkpoint, Tile

from .keys import hash_of
from .tiles import Tiles, Tree


class StoredTiles:
    """Tiles of one log in the database."""

    def __init__(self, log: str) -> None:
        self.log = log

    def get(self, level: int, index: int) -> bytes | None:
        found = Tile.objects.filter(log=self.log, level=level, index=index).values_list("hashes", flat=True).first()
        return None if found is None else bytes(found)

    def put(self, tiles: Tiles) -> None:
        """Write changed tiles; a tile at the edge grows, every other one is new."""
        rows = [Tile(log=self.log, level=level, index=index, hashes=data) for (level, index), data in tiles.items()]
        Tile.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["log", "level", "index"], update_fields=["hashes"]
        )


def size_of(log: str) -> int:
    """How many leaves the log has signed for."""
    return Checkpoint.objects.filter(log=log).aggregate(size=Max("size"))["size"] or 0


def tree_of(log: str, size: int | None = None) -> Tree:
    return Tree(StoredTiles(log), size_of(log) if size is None else size, hash_of(log))


def latest(log: str, *, witnessed: bool = False) -> Checkpoint | None:
    """The newest checkpoint, or the newest one that a witness has cosigned."""
    found = Checkpoint.objects.filter(log=log)
    if witnessed:
        found = found.filter(cosignatures__isnull=False)
    return found.order_by("-size").first()


def full_note(checkpoint: Checkpoint) -> str:
    """The signed note with the lines of its witnesses."""
    return checkpoint.note + "".join(c.line for c in checkpoint.cosignatures.order_by("id"))


def entries(log: str, start: int, end: int) -> list[str]:
    """The leaf entries start…end."""
    found = ActLeaf.objects.filter(log=log, index__gte=start, index__lt=end).order_by("index")
    return list(found.values_list("entry", flat=True))
