"""Tables as people have them: CSV in either encoding, a workbook's first sheet, or cells pasted from a spreadsheet."""

import csv
import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from .later import Later

if TYPE_CHECKING:
    import openpyxl
    import openpyxl.utils.exceptions as unreadable
else:
    openpyxl = Later("openpyxl")
    unreadable = Later("openpyxl.utils.exceptions")


class BadFile(ValueError):
    """The file as a whole cannot be read."""


def table(data: bytes) -> list[list[str]]:
    """The rows of a CSV or XLSX file as text, the head among them."""
    return list(_xlsx(data) if data.startswith(b"PK") else _csv(data))


def pasted(text: str) -> list[list[str]]:
    """Rows of cells that were copied from a spreadsheet; a cell may hold line breaks between quotes."""
    kept = text.strip("\r\n")
    mark = "\t" if "\t" in kept else ","
    return [[cell.strip() for cell in row] for row in csv.reader(io.StringIO(kept, newline=""), delimiter=mark)]


def _csv(data: bytes) -> Iterator[list[str]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return csv.reader(io.StringIO(data.decode(encoding)))
        except UnicodeDecodeError:
            continue
    raise BadFile(_("The file is neither UTF-8 nor GB 18030."))


def _xlsx(data: bytes) -> Iterator[list[str]]:
    try:
        sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0]
    except (unreadable.InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError):
        raise BadFile(_("This is no workbook.")) from None
    for line in sheet.iter_rows(values_only=True):
        yield ["" if cell is None else str(cell) for cell in line]
