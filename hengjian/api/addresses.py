"""The API's addresses as a tree. The framework gives one long list, and each request would be held against all of it."""

from collections.abc import Iterable
from itertools import groupby

from django.urls import URLPattern, URLResolver
from django.urls.resolvers import RoutePattern

DEPTH = 3  # v1/<room>/<procedure>/


def tree(patterns: Iterable[URLPattern]) -> list[URLPattern | URLResolver]:
    """The same addresses under the same names; those that begin alike stand below one branch, in their order."""
    found: list[URLPattern | URLResolver] = []
    for branch, leaves in groupby(patterns, lambda leaf: _branch(str(leaf.pattern))):
        if not branch:
            found += leaves
            continue
        below = [
            URLPattern(RoutePattern(str(one.pattern)[len(branch) :], one.pattern.name, is_endpoint=True), one.callback,
                       one.default_args, one.name)
            for one in leaves
        ]  # fmt: skip
        found.append(URLResolver(RoutePattern(branch), below))
    return found


def _branch(route: str) -> str:
    """What begins the route before any of its parameters, at most so many parts of it; empty if it has fewer."""
    parts = route.partition("<")[0].split("/")[:-1]
    return "".join(f"{part}/" for part in parts[:DEPTH]) if len(parts) >= DEPTH else ""
