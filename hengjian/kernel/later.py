"""Modules that few requests need are loaded when something of them is first asked for: the product starts without them."""

from importlib import import_module
from typing import Any

_named: list[str] = []


class Later:
    """Stands for a module until something of it is asked for.

    For types, the module is imported as well where only the checker looks:

        if TYPE_CHECKING:
            import ibis
        else:
            ibis = Later("ibis")
    """

    def __init__(self, name: str) -> None:
        self._name = name
        _named.append(name)

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self._name), name)


def load_all() -> None:
    """Load what was put off, so that the first who needs it does not wait."""
    for name in dict.fromkeys(_named):
        import_module(name)
