"""What the documentation takes from the code: the picture of the layers, the procedures, the API's description."""

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from django.apps import apps
from django.utils.translation import override

from hengjian.kernel.diagram import declared, mermaid, plain

from .management.commands.openapi import described

CHECKOUT = Path(__file__).resolve().parents[2]
CONTRACTS = CHECKOUT / "pyproject.toml"
# What a layer is for, in one line; its place comes from the contract.
PURPOSE = {
    "project": "assembly: settings, addresses, the hengjian command",
    "apps": "rooms, one legal domain each",
    "web": "toolkit of pages",
    "api": "toolkit of the API",
    "lake": "toolkit of analytics",
    "kernel": "law machine: procedures, acts, deadlines, access, ledger, papers",
    "law": "law as data: dated values with their articles, catalogues, worked cases",
}
WIDTH, ROW, GAP, MARGIN = 720, 64, 18, 12


def layers() -> list[list[str]]:
    """The layers from the top, as import-linter checks them."""
    settings = tomllib.loads(CONTRACTS.read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
    contract = next(c for c in settings if c["type"] == "layers")
    return [[part.strip().removeprefix("hengjian.") for part in layer.split("|")] for layer in contract["layers"]]


def rooms() -> list[str]:
    """The installed rooms."""
    return [a.label for a in apps.get_app_configs() if a.name.startswith("hengjian.apps.")]


def picture() -> str:
    """The layers as SVG: what stands higher may import what stands lower."""
    rows = [*layers(), ["law"]]
    height = len(rows) * (ROW + GAP) + 2 * MARGIN
    parts = [_row(boxes, MARGIN + n * (ROW + GAP)) for n, boxes in enumerate(rows)]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" role="img">\n'
        "<title>Layers of Hengjian; imports run downwards</title>\n"
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>\n' + "".join(parts) + "</svg>\n"
    )


def _row(boxes: list[str], top: int) -> str:
    width = (WIDTH - 2 * MARGIN - GAP * (len(boxes) - 1)) / len(boxes)
    out = ""
    for n, box in enumerate(boxes):
        left = MARGIN + n * (width + GAP)
        about = f"{PURPOSE[box]}: {', '.join(rooms())}" if box == "apps" else PURPOSE[box]
        out += (
            f'<rect x="{left:g}" y="{top}" width="{width:g}" height="{ROW}" rx="4" fill="#f4f6f8" stroke="#8795a1"/>\n'
            f'<text x="{left + 14:g}" y="{top + 27}" font-size="16" font-weight="600" fill="#1b2733">{box}</text>\n'
            f'<text x="{left + 14:g}" y="{top + 48}" font-size="13" fill="#44525f">{escape(about)}</text>\n'
        )
    return out


def chapter() -> str:
    """docs/procedures.md."""
    with override("en"):
        return "\n".join(_chapter()).rstrip() + "\n"


def _chapter() -> Iterator[str]:
    yield "# Procedures\n"
    yield "Generated from the declarations by `hengjian docs`; do not edit. In Chinese: `hengjian procedures`.\n"
    yield "Every procedure also has the generic acts of `hengjian/kernel/generic.py`; the pictures leave them out.\n"
    for procedure in declared():
        told = plain(procedure)
        yield f"## {told['label']}\n"
        yield f"`{told['key']}`. {told['about']}\n"
        yield f"```mermaid\n{mermaid(procedure)}\n```\n"
        yield "| state | what it means | time limit | when it runs out |\n|---|---|---|---|"
        for state in told["states"]:
            limit = f"`{state['limit']}`" if state["limit"] else ""
            lapse = f"`{state['lapses']}`" if state["lapses"] else ""
            yield f"| `{state['name']}` | {state['label']}{' (final)' if state['final'] else ''} | {limit} | {lapse} |"
        yield "\n| act | what it does | by | given | paper | publishes |\n|---|---|---|---|---|---|"
        for act in (a for a in told["acts"] if not a["generic"]):
            given, paper, published = ", ".join(act["given"]), act["paper"], act["discloses"]
            yield f"| `{act['name']}` | {act['label']} | {', '.join(act['by'])} | {given} | {paper} | {published} |"
        yield ""


# Every generated file of the documentation, and what says what must be in it.
GENERATED: dict[Path, Callable[[], str]] = {
    CHECKOUT / "docs" / "architecture-layers.svg": picture,
    CHECKOUT / "docs" / "procedures.md": chapter,
    CHECKOUT / "docs" / "openapi.json": described,
}
