"""The printer: no paper of a case leaves it that lacks a legal element."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from hengjian.apps.enforcement.models import CaseEvidence
from hengjian.apps.enforcement.procedures import Case
from hengjian.apps.enforcement.procedures.cases import penalty_words
from hengjian.apps.enforcement.rules import limits
from hengjian.apps.enforcement.rules import papers as rules
from hengjian.apps.enforcement.rules.money import yuan
from hengjian.kernel.law import LawOn
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.personal import mask_id
from hengjian.kernel.refusal import Incomplete

CLOSING = {"PEN-45": "", "PEN-46": "", "PEN-44": "", "PEN-49": "此致", "PEN-05": "此致", "PEN-51": "特此公告。"}
KIND_ZH = {
    "document": "书证",
    "object": "物证",
    "audiovisual": "视听资料",
    "electronic": "电子数据",
    "testimony": "证人证言",
    "party": "当事人的陈述",
    "appraisal": "鉴定意见",
    "record": "勘验笔录、现场笔录",
}
PROVES_ZH = {
    "party": "当事人主体资格",
    "conduct": "违法事实",
    "amount": "货值金额或者违法所得",
    "harm": "危害后果",
    "fault": "主观过错",
    "corrected": "改正和配合情况",
    "procedure": "办案程序",
}


def print_paper(
    row: Case, sheet: str, facts: Mapping[str, rules.Value], on: Occasion, what: str, to: str = "", issuer: str = ""
) -> None:
    """Issue the paper, or refuse naming every element that is missing and its article."""
    paper = rules.sheets()[sheet]
    gaps = rules.lacking(paper, facts)
    if gaps:
        english = (get_language() or "").startswith("en")
        words = {e.key: e.en if english else e.zh for e in gaps}
        title = paper.en if english else f"《{paper.zh}》"
        raise Incomplete(
            what,
            fact=_("%(paper)s cannot be printed; it lacks: %(elements)s.")
            % {"paper": title, "elements": "、".join(words.values())},
            article="、".join(dict.fromkeys(str(on.law.cite(e.article)) for e in gaps)),
            remedy=_("Fill in what is missing, then print again. Nothing typed is lost."),
            fields={
                e.key: _("Missing in the paper: %(element)s (%(article)s)")
                % {"element": words[e.key], "article": on.law.cite(e.article)}
                for e in gaps
            },
        )
    data = {
        "paper": sheet,
        "to": to or (row.party_name if paper.layout == "letter" else ""),
        "case": row.number,
        "parts": [{"key": e.key, "title": e.zh, "lead": e.lead, "text": facts[e.key]} for e in paper.elements],
        "signed_by": "" if issuer else "、".join(f"{o['name']}（{o['certificate']}）" for o in row.team),
        "approved_by": _approver(row, on) if paper.layout == "form" else "",
        "closing": CLOSING.get(sheet, "特此告知。"),
        "internal": paper.internal,
    }
    on.issue(f"enforcement.{paper.layout}", paper.zh, data, sheet, pattern=paper.number, issuer=issuer)


def _approver(row: Case, on: Occasion) -> str:
    """Who reviewed or approved it: the officer who acts, where that is none of those who investigate."""
    who = on.principal
    return who.name if who.officer_id and who.officer_id not in row.officers else ""


def facts_of(row: Case, law: LawOn) -> dict[str, rules.Value]:
    """Every fact that the case itself holds, under the key of the element it fills."""
    intended = penalty_words(row.kinds, row.fine, row.confiscation, row.duties)
    return {
        "party": party_lines(row),
        "source": f"{row.lead_number or '本机关监督检查发现'}",
        "cause": row.cause_name,
        "conduct": row.found,
        "evidence": evidence_lines(row),
        "nature": row.nature,
        "discretion": row.discretion,
        "violated": f"{row.violated}的规定。" if row.violated else "",
        "punished_by": f"{row.punished_by}的规定，" if row.punished_by else "",
        "intended": intended,
        "penalty": intended,
        "officers": officer_lines(row),
        "reply": row.reply,
        "statement_right": statement_right(law),
        "hearing_right": hearing_words(hearing_due(row, law), law),
        "remedy": remedy(law),
        "performance": performance(row, law),
        "opinion": row.review,
    }


def party_lines(row: Case) -> list[str]:
    """Who the party is; numbers of persons are masked on every paper that is kept."""
    if not row.party_name:
        return []
    lines = [f"名称（姓名）：{row.party_name}"]
    if row.subject is not None:
        lines.append(f"统一社会信用代码：{row.subject.code or '—'}")
    elif row.party_number:
        lines.append(f"证件号码：{mask_id(row.party_number)}")
    return lines


def officer_lines(row: Case) -> list[str]:
    """Those who investigate, with their certificates."""
    return [f"{one['name']}，执法证号{one['certificate']}" for one in row.team]


def evidence_lines(row: Case) -> list[str]:
    """The evidence as a decision lists it: what it is, what it says, what it proves."""
    found = CaseEvidence.objects.filter(proceeding_id=row.pk).order_by("position")
    return [
        f"{one.name}（{KIND_ZH[one.kind]}）：{_plain(one.says)}，证明{'、'.join(PROVES_ZH[p] for p in one.proves)}"
        for one in found
    ]


def _plain(text: str) -> str:
    """What a record says, on one line and without its last stop."""
    return "".join(text.split("\n")).rstrip("。；，")


def is_person(row: Case, law: LawOn) -> bool:
    """Is the party treated like a person?"""
    return limits.treated_as_person(row.party_kind, row.subject.kind if row.subject else "", law)


def hearing_due(row: Case, law: LawOn) -> bool:
    """Must the party be told that it may ask for a hearing?"""
    return limits.hearing_due(row.kinds, row.fine, row.confiscation, is_person(row, law), law)


def statement_right(law: LawOn) -> str:
    """What the party is told of its right to speak."""
    term = law.limit("penalty.statement")
    return (
        f"依据{law.cite('penalty_law art. 44').official}、{term.cite.official}，你（单位）可以自收到本告知书之日起"
        f"{term.amount}个工作日内进行陈述、申辩；逾期未提出的，视为放弃此权利。"
    )


def hearing_words(due: bool, law: LawOn) -> str:
    """What the party is told of a hearing, where there is a right to one and where there is none."""
    term = law.limit("penalty.hearing_request")
    if not due:
        return "本案拟作出的行政处罚不属于应当告知听证的情形。"
    return (
        f"依据{law.cite('penalty_law art. 63').official}，你（单位）有权要求听证；要求听证的，应当自收到本告知书之日起"
        f"{term.amount}个工作日内提出；逾期未提出的，视为放弃此权利。"
    )


def remedy(law: LawOn) -> str:
    """复议与诉讼途径和期限."""
    days, months = law.limit("penalty.reconsideration"), law.limit("penalty.appeal")
    return (
        f"如不服本决定，可以自收到本决定书之日起{days.amount}日内依法申请行政复议，"
        f"也可以自收到本决定书之日起{months.amount}个月内依法向人民法院提起行政诉讼。"
    )


def performance(row: Case, law: LawOn) -> str:
    """履行方式和期限; what is ordered beside money is to be performed at once."""
    if not row.money:
        return "本决定自送达之日起生效，应当立即履行。"
    term = law.limit("penalty.payment").amount
    rate = law.value("penalty.surcharge_rate").amount
    return (
        f"自收到本决定书之日起{term}日内，到指定的银行或者通过电子支付系统缴纳罚没款人民币{yuan(row.money)}元。"
        f"逾期不缴纳罚款的，每日按罚款数额的百分之{chinese(rate)}加处罚款，加处罚款的数额不超出罚款的数额。"
    )


def chinese(number: int) -> str:
    """A small number in Chinese figures."""
    return "零一二三四五六七八九十"[number] if 0 <= number <= 10 else str(number)


def day_words(day: date | None) -> str:
    """2026-11-22 as 2026年11月22日."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def team_of(raw: list[dict[str, Any]]) -> str:
    """Names of a team in one line."""
    return "、".join(str(one["name"]) for one in raw)
