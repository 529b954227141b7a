"""Decisions of the draw: pure, the same in every language and engine. The format for strangers is `docs/draw.md`."""
