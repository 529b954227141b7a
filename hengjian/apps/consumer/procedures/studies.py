"""比较试验、消费体察、服务评议: planned, bought or visited, tested, answered by those tested, published per brand."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from hengjian.kernel.procedure import Final, Procedure, State

STUDIES = [
    ("test", _("Comparative test")),
    ("experience", _("Consumer experience")),
    ("review", _("Service review")),
]


class ComparativeStudy(Procedure):
    """Several brands or businesses measured by one published method (消保法 37)."""

    label = _("Comparative test or review")
    number_pattern = "{authority}消比〔{year}〕{serial}号"

    planned = State(_("Planned"))
    collected = State(_("Samples bought or visits made"))
    replying = State(_("Right of reply"), limit="consumer.study_reply", lapses="end_replies", waits=True)
    ready = State(_("To be published"), limit="consumer.study_publish")
    published = Final(_("Published"))
    stopped = Final(_("Stopped"))

    kind = models.CharField(_("Kind"), max_length=12, choices=STUDIES)
    about = models.CharField(_("Goods or service"), max_length=120)
    category = models.CharField(_("Category"), max_length=8, blank=True, db_collation="C")
    method = models.CharField(_("Method and standard"), max_length=1000)
    sampling = models.CharField(_("How samples are got"), max_length=500)
    body = models.CharField(_("Carried out by"), max_length=120)
    summary = models.CharField(_("What was found"), max_length=2000, blank=True)

    def facts(self) -> list[tuple[Any, Any]]:
        rows: list[tuple[Any, Any]] = [
            (_("Kind"), self.get_kind_display()),
            (_("Goods or service"), self.about),
            (_("Method and standard"), self.method),
            (_("How samples are got"), self.sampling),
            (_("Carried out by"), self.body),
        ]
        for one in self.study_samples.order_by("pk"):
            told = one.told or _("no result yet")
            rows.append((one.brand, f"{told}；{_('Reply')}：{one.reply}" if one.reply else told))
        return [*rows, (_("What was found"), self.summary)] if self.summary else rows
