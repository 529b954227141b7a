"""What can be wrong with a row, which rule says so, and what to do about it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Kind:
    """One kind of fault: its words, the dimension of quality (GB/T 36344-2018), the rule, and what to do."""

    label: str | Promise
    dimension: str
    rule: str
    remedy: str | Promise


@dataclass(frozen=True)
class Fault:
    """A fault of a row: its kind and the column or columns of the source it concerns (none: the whole row)."""

    kind: str
    column: str = ""

    @property
    def words(self) -> str | Promise:
        """What is wrong, for a person."""
        return KINDS[self.kind].label


KINDS: dict[str, Kind] = {
    "columns": Kind(
        _("The row has more or fewer columns than the head"), "validity", "GB/T 36344-2018",
        _("Look for a missing or unquoted comma, or a line break inside a value."),
    ),
    "encoding": Kind(
        _("Characters cannot be read"), "validity", "GB 18030-2022",
        _("Save the file as UTF-8 or GB 18030 and write the value again."),
    ),
    "control": Kind(
        _("Invisible control characters"), "validity", "GB 18030-2022", _("Type the value again instead of copying it.")
    ),
    "missing_key": Kind(
        _("The value that tells this row from others is missing"), "completeness", "GB/T 36344-2018",
        _("Fill in the key columns."),
    ),
    "missing": Kind(
        _("A required value is missing"), "completeness", "GB/T 36344-2018", _("Fill in the value.")
    ),
    "duplicate": Kind(
        _("The same key stands in the file already"), "uniqueness", "GB/T 36344-2018",
        _("Keep one of the rows and delete the other, or correct the key."),
    ),
    "code_check": Kind(
        _("No unified social credit code: form or check character is wrong"), "validity", "GB 32100-2015",
        _("Copy the code from the business licence."),
    ),
    "number_check": Kind(
        _("No registration number: form or check digit is wrong"), "validity", "GS 15-2006",
        _("Copy the number from the old business licence."),
    ),
    "identity_check": Kind(
        _("The check character of the identity number is wrong"), "validity", "GB 11643-1999",
        _("Copy the number from the document."),
    ),
    "date": Kind(_("Not a date"), "validity", "GB/T 7408.1-2023", _("Write it as 2026-11-20.")),
    "future": Kind(
        _("The date lies in the future"), "accuracy", "GB/T 36344-2018", _("Correct the date, or send it when it has come.")
    ),
    "number": Kind(_("Not a number"), "validity", "GB/T 36344-2018", _("Write digits, without words or units.")),
    "places": Kind(
        _("More decimal places than the standard has"), "validity", "GB/T 36344-2018",
        _("Round it, or look whether the unit is right."),
    ),
    "length": Kind(_("Longer than the standard allows"), "validity", "GB/T 36344-2018", _("Shorten the value.")),
    "bounds": Kind(
        _("Outside the bounds of the standard"), "accuracy", "GB/T 36344-2018", _("Look whether value and unit are right.")
    ),
    "code_list": Kind(
        _("Not in the code list"), "validity", "GB/T 36344-2018",
        _("Choose a code of the list; a new code needs a new version of the list."),
    ),
    "division": Kind(
        _("No such administrative division"), "validity", "GB/T 2260-2007", _("Write the code of the division as of today.")
    ),
    "flag": Kind(_("Neither yes nor no"), "validity", "GB/T 36344-2018", _("Write 是 or 否.")),
    "order": Kind(
        _("An end lies before its beginning"), "consistency", "GB/T 36344-2018", _("Look which of the two dates is wrong.")
    ),
    "older": Kind(
        _("A newer row of the same key is held already"), "timeliness", "GB/T 36344-2018",
        _("Leave it out, or correct its date if it is the newer one."),
    ),
}  # fmt: skip
