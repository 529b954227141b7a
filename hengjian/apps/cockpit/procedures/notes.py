"""批注与转送: what an officer notes on a number, or sends to a colleague with the screen as it was set."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hengjian.kernel.indicator import indicators
from hengjian.kernel.models.fields import code_field
from hengjian.kernel.procedure import Final, Procedure, State


class FigureNote(Procedure):
    """批注: on one number of one place and some days, or on the screen; it keeps the number as it stood."""

    label = _("Note on a figure")
    number_pattern = "{authority}批注〔{year}〕{serial}号"

    standing = State(pgettext_lazy("note", "Standing"))
    settled = Final(pgettext_lazy("note", "Settled"))

    indicator = models.CharField(max_length=80, blank=True, db_collation="C")  # empty: the screen as a whole
    about_code = code_field()
    since = models.DateField()
    until = models.DateField()
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    computed_at = models.DateTimeField(null=True)
    text = models.CharField(_("Note"), max_length=1000)
    author = models.CharField(max_length=60)
    to_name = models.CharField(_("Sent to"), max_length=60, blank=True)
    answer = models.CharField(_("Answer"), max_length=1000, blank=True)

    class Meta:
        indexes = [models.Index(fields=["indicator", "about_code"], name="note_of_figure")]

    def facts(self) -> list[tuple[Any, Any]]:
        declared = indicators().get(self.indicator)
        rows: list[tuple[Any, Any]] = [
            (_("Figure"), declared.label if declared else _("The screen")),
            (_("Days"), f"{self.since}—{self.until}"),
            (_("Note"), self.text),
        ]
        if self.value is not None:
            rows.insert(2, (_("Value then"), f"{self.value.normalize():f}"))
        rows += [(_("Sent to"), self.to_name)] if self.to_name else []
        rows += [(_("Answer"), self.answer)] if self.answer else []
        return rows
