"""The API's addresses: built when first asked for, and as a tree instead of the framework's one long list."""

from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import groupby
from threading import RLock

from django.urls import URLPattern, URLResolver
from django.urls.resolvers import RoutePattern

DEPTH = 3  # v1/<room>/<procedure>/


class _Unbuilt(URLResolver):
    """Addresses below a prefix that are not there yet, until `made` of it is."""

    made = ""

    def _populate(self) -> None:
        # The root asks all its branches for their names at the first `reverse` of any; those below a namespace it does
        # not keep, but looks up in `url_patterns` when the namespace is named.
        if self.made in self.__dict__:
            super()._populate()


class Later(_Unbuilt):
    """The addresses of a module below a prefix. The module is loaded at the first request for one of them."""

    made = "urlconf_module"

    def __init__(self, prefix: str, module: str, namespace: str) -> None:
        super().__init__(RoutePattern(prefix), module, app_name="ninja", namespace=namespace)


class Branch(_Unbuilt):
    """The addresses of one procedure, described at the first request for one of them.

    That takes some 25 ms; for all, some two thousand operations, it took seconds.
    """

    made = "url_patterns"
    building = RLock()  # of all branches: what they are made of is shared

    def __init__(self, prefix: str, namespace: str, build: Callable[[], Iterable[URLPattern | URLResolver]]) -> None:
        super().__init__(RoutePattern(prefix), [], app_name="ninja", namespace=namespace)
        self.prefix, self.build = prefix, build

    @cached_property
    def url_patterns(self) -> list[URLPattern | URLResolver]:
        with self.building:
            if "url_patterns" not in self.__dict__:  # another thread may have been first
                found = [_below(self.prefix, leaf) for leaf in self.build() if isinstance(leaf, URLPattern)]
                self.__dict__["url_patterns"] = found
            return self.__dict__["url_patterns"]  # type: ignore[no-any-return]


def tree(patterns: Iterable[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """The same addresses under the same names; those that begin alike stand below one branch, in their order.

    A request is so held against some of them instead of against all.
    """
    found: list[URLPattern | URLResolver] = []
    for branch, leaves in groupby(patterns, _branch):
        if not branch:
            found += leaves
            continue
        below = [_below(branch, leaf) for leaf in leaves if isinstance(leaf, URLPattern)]
        found.append(URLResolver(RoutePattern(branch), below))
    return found


def _below(branch: str, leaf: URLPattern) -> URLPattern:
    rest = RoutePattern(str(leaf.pattern).removeprefix(branch), leaf.name, is_endpoint=True)
    return URLPattern(rest, leaf.callback, leaf.default_args, leaf.name)


def _branch(leaf: URLPattern | URLResolver) -> str:
    """What begins the route before any of its parameters, at most so many parts of it; empty if it has fewer."""
    parts = str(leaf.pattern).partition("<")[0].split("/")[:-1] if isinstance(leaf, URLPattern) else []
    return "".join(f"{part}/" for part in parts[:DEPTH]) if len(parts) >= DEPTH else ""
