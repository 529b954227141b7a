"""办事指南 generated from the list and the declared procedures: conditions, materials, stages with their limits."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hengjian.apps.licensing.models import MODES, PermitItem, PermitMaterial, ServiceGuide
from hengjian.apps.licensing.procedures import (
    CertificationExemption,
    Commitment,
    IndustrialLicence,
    Package,
    PermitApplication,
    RecordFiling,
    TechnicalReview,
)
from hengjian.kernel.law import LawOn, NotInForce
from hengjian.kernel.models import Authority
from hengjian.kernel.procedure import Procedure

from .list_of_permits import by_commitment, guide_of, mode_at

# Route of an item → procedure and the act that opens it.
WAYS: dict[str, tuple[type[Procedure], str]] = {
    "application": (PermitApplication, "file"),
    "filing": (RecordFiling, "file"),
    "industrial": (IndustrialLicence, "file"),
    "technical": (TechnicalReview, "file"),
    "exemption": (CertificationExemption, "ask_exemption"),
    "package": (Package, "file"),
}


@dataclass(frozen=True)
class Step:
    """A stage: its name, how long it may take, under which article."""

    label: str
    limit: str
    basis: str


@dataclass(frozen=True)
class Guide:
    """Everything somebody must know before filing."""

    item: PermitItem
    guide: ServiceGuide | None
    authority: Authority | None
    materials: list[PermitMaterial]
    steps: list[Step]
    ways: list[tuple[str, str]]  # label and address of what may be filed
    validity: str
    post_check: str

    @property
    def published(self) -> bool:
        return self.guide is not None


def in_words(law: LawOn, limit_id: str) -> tuple[str, str]:
    """A limit as 10个工作日 or 10 working days, and its articles."""
    units = {"workday": _("working days"), "day": _("days"), "month": _("months"), "year": _("years")}
    try:
        value = law.value(limit_id)
    except NotInForce:
        return "—", ""
    return f"{value.amount}{'' if _zh() else ' '}{units.get(value.unit, '')}", value.basis(get_language() or "zh-hans")


def _zh() -> bool:
    return (get_language() or "zh").startswith("zh")


def steps_of(item: PermitItem, law: LawOn) -> list[Step]:
    """The stages of the item's procedure, its own limit in place of the general one."""
    if item.route not in WAYS:
        return []
    kind, _verb = WAYS[item.route]
    row = kind(state="", number="")
    if hasattr(row, "limit"):
        row.limit = item.limit
    out = []
    for state in kind.states.values():
        if state.final:
            continue
        limit = row.limit_in(state)
        words, basis = in_words(law, limit) if limit else ("—", "")
        out.append(Step(str(state.label), words, basis))
    return out


def ways_of(item: PermitItem, code: str = "") -> list[tuple[str, str]]:
    """What may be filed for the item, the commitment first."""
    if item.route not in WAYS or not item.own:
        return []
    kind, verb = WAYS[item.route]
    ways = [(str(kind.acts[verb].label), f"/start/{kind.key}/{verb}/?item={item.pk}")]
    if by_commitment(item, code):
        ways.insert(0, (str(Commitment.acts["commit"].label), f"/start/{Commitment.key}/commit/?item={item.pk}"))
    return ways


def guide_for(item: PermitItem, code: str) -> Guide:
    """The guide of an item at an authority, generated now."""
    law = LawOn(timezone.localdate())
    published = guide_of(item, code)
    return Guide(
        item,
        published,
        Authority.objects.filter(pk=code).first(),
        list(item.materials.order_by("position")),
        steps_of(item, law),
        ways_of(item, code),
        in_words(law, item.validity)[0] if item.validity else _("no end"),
        in_words(law, item.post_check)[0] if item.post_check else "",
    )


def as_paper(found: Guide) -> dict[str, Any]:
    """The data of the printable guide; always in Chinese, as papers are."""
    item, guide = found.item, found.guide
    rows = [
        ["事项编码", item.pk],
        ["改革方式", str(dict(MODES)[mode_at(item, found.authority.pk if found.authority else "")])],
        ["办理机关", found.authority.name if found.authority else "—"],
        ["办理地点", guide.place if guide else "—"],
        ["咨询电话", guide.phone if guide else "—"],
        ["收费", guide.fee if guide else "—"],
        ["承诺时限", f"{guide.promised}个工作日" if guide and guide.promised else "—"],
        ["有效期", found.validity],
        ["依据", item.basis],
    ]
    return {
        "title": item.name,
        "authority": found.authority.name if found.authority else "",
        "date": timezone.localdate().isoformat(),
        "edition": f"清单版本 {item.edition}",
        "rows": rows,
        "conditions": list(item.conditions),
        "materials": [
            [m.name, "系统核验" if m.shared else "可以" if m.may_be_missing else "不可以", m.basis]
            for m in found.materials
        ],
        "steps": [[s.label, s.limit, s.basis] for s in found.steps],
        "remedy": "对行政许可决定不服的，可以依法申请行政复议或者提起行政诉讼。清单之外不得要求申请人提交其他材料。",
    }
