"""The API's addresses as a tree. The framework gives one long list, and each request would be held against all of it."""

from collections.abc import Iterable
from itertools import groupby

from django.urls import URLPattern, URLResolver
from django.urls.resolvers import RoutePattern

DEPTH = 3  # v1/<room>/<procedure>/


def tree(patterns: Iterable[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    """The same addresses under the same names; those that begin alike stand below one branch, in their order."""
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
