"""Papers 文书: rendered from frozen data, signed, and checked."""

from .glyphs import MissingGlyph, unprintable
from .render import render, render_png, verify_url
from .sign import check_pdf, sign_pdf
from .verdict import PaperCheck

__all__ = ["MissingGlyph", "PaperCheck", "check_pdf", "render", "render_png", "sign_pdf", "unprintable", "verify_url"]
