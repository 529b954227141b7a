"""Annual reports in time and late, and the round that listed who did not report."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from hengjian.apps.credit.actions.listing import enter_on_list
from hengjian.apps.credit.models import CreditEntry
from hengjian.kernel.demo import moment
from hengjian.kernel.models import Subject

from .stage import Stage

IN_TIME, LATE, LISTED = 8, 4, 6


def load(stage: Stage) -> None:
    """Reports of last year. There was no round of it here: the demo's other firms are taken to have reported elsewhere."""
    year = timezone.localdate().year - 1
    # The firms the agent acts for: one has reported, one is listed and may be repaired, one owes nothing but a penalty.
    reported, listed, _punished = stage.firms[0], stage.firms[1], stage.firms[2]
    stage.firms = stage.firms[3:]
    for firm in [reported, *stage.take(IN_TIME)]:
        _file(stage, firm, year, stage.on(date(year + 1, 5, stage.chance.randint(4, 29))))
    for firm in stage.take(LATE):
        _file(stage, firm, year, stage.on(min(date(year + 1, 9, 15), timezone.localdate())))
    for n, firm in enumerate([listed, *stage.take(LISTED)]):
        entry = _list(stage, firm, year)
        if n and n % 3 == 0:
            _file(stage, firm, year, stage.ago(30))
            reason = {"reason": "已补报并公示年度报告"}
            stage.machine(stage.ago(25), "abnormal_listing.remove", entry.proceeding_id, 1, **reason)
    _order(stage)
    stage.firms = [_punished, *stage.firms]


def _file(stage: Stage, firm: Subject, year: int, at: datetime) -> None:
    individual = firm.kind == "individual_business"
    staff = stage.chance.randint(1, 40)
    given: dict[str, Any] = {
        "subject": firm.pk,
        "year": year,
        "phone": "0394-8201234",
        "premises": firm.facts.get("premises") or "河南省周口市川汇区七一路",
        "business": "open",
        "staff": staff,
        "insured": stage.chance.randint(0, staff),
        "on_paper": True,
        "revenue": str(stage.chance.randint(5, 900) * 10_000),
    }
    given |= {"open_to_all": True} if individual else {"assets": "3000000", "shown": ["revenue"]}
    verb = "file_individual" if individual else "file_company"
    row = stage.do(stage.handler, at, f"annual_report.{verb}", **given)
    stage.machine(at, "annual_report.pass_on", row.pk)


def _list(stage: Stage, firm: Subject, year: int) -> CreditEntry:
    day = min(date(year + 1, 7, 1), timezone.localdate())
    with moment(stage.on(day)):
        found = f"未在{year + 1}-06-30前公示{year}年度报告"
        done = enter_on_list(
            firm.pk, "no_annual_report", found, day.isoformat(), year=year, key=f"report:{year}:{firm.pk}"
        )
    return CreditEntry.objects.get(proceeding_id=done.proceeding.pk)


def _order(stage: Stage) -> None:
    """An order to publish that runs, instant information, and a spot check that waits."""
    one, two = stage.take(2)
    order = {"kind": "equity", "what": "股东股权转让信息"}
    stage.do(stage.handler, stage.ago(4), "publicity_order.order_publicity", subject=one.pk, **order)
    stage.do(stage.handler, stage.ago(3), "publicity_check.open_comparison", subject=two.pk)
    content = {"formed_on": stage.ago(20).date().isoformat(), "content": "取得食品经营许可证"}
    stage.do(
        stage.handler, stage.ago(10), "instant_information.publish_instant", subject=two.pk, kind="permit", **content
    )
