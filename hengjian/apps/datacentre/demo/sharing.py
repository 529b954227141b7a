"""Shares in every stage with their uses, faults told by citizens and officers, what was measured, the open files."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from hengjian.apps.datacentre.actions import delivering, drifting, opening
from hengjian.apps.datacentre.procedures import DataShare
from hengjian.apps.datacentre.queries.opening import open_datasets, standing
from hengjian.kernel.demo import COUNTY, Past, as_of, cast
from hengjian.kernel.guests import guest_of, new_code
from hengjian.kernel.models import Subject
from hengjian.kernel.perform import perform_within
from hengjian.kernel.principal import CLOCKWORK, Principal
from hengjian.web.jobs import later

NAMES = ("tax", "bank", "police", "association", "county", "county2", "countyhead", "cityhead", "city")
FAULTS = (
    ("name", "名称与执照不一致", "corrected", "经核对登记档案，已更正公示信息"),
    ("date", "决定日期写错", "corrected", "经核对原决定书，已更正日期"),
    ("content", "内容与决定书不符", "kept", "与原决定书一致，记录无误"),
    ("until", "期限已到仍在公示", "", ""),
)


@dataclass
class Office(Past):
    """The people and chance."""

    people: dict[str, Principal]
    chance: random.Random
    now: datetime

    def do(self, who: Principal, days: float, name: str, pk: int | None = None, /, **given: Any) -> Any:
        """One act so many days ago; gives the row."""
        with as_of(self.ago(days), who):
            return perform_within(f"datacentre.{name}", pk, given, who).proceeding

    def apply(
        self, who: str, days: float, resource: str, columns: list[str], purpose: str, basis: str, **more: Any
    ) -> Any:
        """An application of a body for data of the county."""
        until = timezone.localtime(self.now + timedelta(days=180)).date().isoformat()
        given = {"place": COUNTY, "way": "api", "until": until, "purpose": purpose, "legal_basis": basis} | more
        return self.do(self.people[who], days, "data_share.apply_for_data", resource=resource, columns=columns, **given)


def load(entities: int, seed: int) -> Iterator[str]:
    """All of it, by declared acts at moments of the past; nothing is invented that was not done or measured."""
    people = dict(zip(NAMES, cast(*NAMES), strict=True))
    office = Office(people, random.Random(seed + 34), timezone.now())
    yield f"{_shares(office)} 件数据共享申请"
    yield f"{_faults(office)} 件数据纠错"
    yield f"{len(opening.publish(office.now))} 个开放数据文件"
    drifting.measure_models(timezone.localtime(office.now).date(), tests=False)
    _reviewed(office)
    yield "2 次模型审查"
    later("datacentre.catch_up", {})
    yield "数据湖副本和数据质量由后台随后测量"


def _shares(office: Office) -> int:
    people, head, county = office.people, office.people["countyhead"], office.people["county"]
    used = office.apply(
        "tax", 30, "registry.entities", ["name", "code", "status", "registered_by", "opened_on"],
        "核对纳税人登记状态，用于税务登记与注销衔接", "税收征收管理法第十五条",
    )  # fmt: skip
    office.do(county, 27, "data_share.examine_share", used.pk, checked="目的属法定职责，列数适当，建议同意")
    office.do(head, 26, "data_share.grant_share", used.pk, note="同意，不含经营场所")
    _use(office, used)
    filed = office.apply(
        "police", 20, "licensing.permits", ["number", "item", "state"],
        "核对特种行业许可现状，用于治安管理检查", "治安管理处罚法；行政许可法第六十一条", way="file", file_kind="csv",
    )  # fmt: skip
    office.do(county, 18, "data_share.examine_share", filed.pk, checked="目的明确，建议同意")
    office.do(head, 17, "data_share.grant_share", filed.pk)
    office.do(people["police"], 16, "data_share.order_file", filed.pk, kind="csv")
    refused = office.apply(
        "bank", 15, "registry.persons", ["person", "role", "subject"], "营销潜在客户，推荐贷款产品给经营者", "商业需要",
    )  # fmt: skip
    said = "营销不是法定职责，且涉及个人信息"
    office.do(head, 13, "data_share.refuse_share", refused.pk, ground="purpose", reason=said)
    office.apply(
        "association", 4, "kernel.subjects", ["name", "status", "opened_on"], "编制个体工商户发展年度报告的统计底数",
        "促进个体工商户发展条例第七条",
    )  # fmt: skip
    return 4


def _use(office: Office, row: DataShare) -> None:
    """The department's program asked a few times, twice about one shop."""
    shops = list(Subject.objects.filter(division_code=COUNTY, synthetic=True).order_by("pk")[:2])
    asked: list[int | None] = [None, None, *(shop.pk for shop in shops)]
    for n, subject in enumerate(asked):
        with as_of(office.ago(20 - 4 * n), CLOCKWORK):
            delivering.answered(DataShare.objects.get(pk=row.pk), office.people["tax"].id, "", 200, subject)


def _faults(office: Office) -> int:
    rows = list(
        standing(open_datasets()["registrations"]).filter(code__startswith=COUNTY).order_by("-pk")[: len(FAULTS)]
    )
    for n, (shown, (field, why, state, answer)) in enumerate(zip(rows, FAULTS, strict=False)):
        who = guest_of(new_code(), "", "社会公众")
        given = {"resource": "registrations", "disclosure": shown.pk, "field": field, "why": f"{why}（演示）"}
        days = 25 - 6 * n
        row = office.do(who, days, "data_correction.report_fault", **given)
        if state:
            verb = "correct_data" if state == "corrected" else "keep_data"
            office.do(office.people["county"], days - 3, f"data_correction.{verb}", row.pk, answer=f"{answer}（演示）")
    return len(rows)


def _reviewed(office: Office) -> None:
    head = office.people["cityhead"]
    said = {
        "risk-class": ("in_use", "指标权重公开，漂移小，继续使用"),
        "targeting": ("watched", "样本为演示数据，只作参考"),
    }
    for model, (status, reason) in said.items():
        office.do(head, 10, "model_review.review_model", model=model, status=status, reason=reason)
