"""The forms of the room: which number each paper bears."""

from functools import cache

from hengjian.kernel import catalogues


@cache
def patterns() -> dict[str, str]:
    """Pattern of the 文号 by template."""
    return {
        row["template"]: row["number"] for row in catalogues.table(catalogues.tree("consumer_papers.yaml")["papers"])
    }
