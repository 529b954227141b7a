"""A round of assessment, a programme with applications, two surveys and four normative documents, at several stages."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from hengjian.apps.planning.actions.documents import take_comment
from hengjian.apps.planning.actions.surveys import take_answers
from hengjian.apps.planning.models import DraftComment, SurveyInvite
from hengjian.apps.planning.queries.programmes import experts_for
from hengjian.kernel.demo import COUNTY, Past, agent_for, as_of, cast, moment
from hengjian.kernel.ledger.sequencer import seal_all
from hengjian.kernel.models import Subject
from hengjian.kernel.perform import perform_within
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as

COUNTIES = (COUNTY, "411624")
QUESTIONS = (
    "满意：您对本地市场秩序总体满意吗\n满意：您对食品安全满意吗\n满意：您对投诉处理满意吗\n推荐：您愿意推荐亲友来本地消费吗\n"
    "单选：您最常在哪里消费|超市商场|农贸市场|网络|其他\n问答：您最希望解决什么问题"
)
STRATA = "川汇区，短信，412000\n沈丘县，服务站，705000\n项城市，短信，838000\n太康县，服务站，872000"
WISHES = (
    "农贸市场缺斤少两的情况要多查",
    "希望预付卡能管起来",
    "网购退货还是难",
    "投诉答复快了不少",
    "校园周边食品多检查",
)
TEXTS = (
    ("周口市预付式消费经营行为管理办法", "consumer", "规范预付式消费，依据消费者权益保护法实施条例"),
    ("周口市特种设备使用单位主体责任指引（试行）", "equipment", "落实使用单位主体责任，依据特种设备安全法"),
    ("周口市农贸市场计量管理规定", "quality", "解决缺斤少两问题，依据计量法"),
    ("周口市网络餐饮服务食品安全管理办法", "food", "规范网络餐饮，依据食品安全法"),
)
ARTICLES = (
    "第一条　为规范相关行为，保护经营者和消费者合法权益，根据有关法律法规，结合本市实际，制定本办法。\n"
    "第二条　本市行政区域内的相关活动及其监督管理，适用本办法。\n"
    "第三条　经营者应当诚实守信，公开服务内容、价格、期限和退费办法。\n"
    "第四条　市场监督管理部门应当建立监督检查和信用监管制度，依法公开检查结果。\n"
    "第五条　本办法自公布之日起施行。（演示文本）"
)


@dataclass
class Town(Past):
    """The city's people, the counties below it, some shops, chance."""

    chance: random.Random
    city: Principal
    head: Principal
    counties: dict[str, Principal]
    shops: list[Subject]
    now: datetime

    def do(self, who: Principal, days: float, name: str, pk: int | None = None, /, **given: Any) -> Any:
        """One act so many days ago; gives the row."""
        with as_of(self.ago(days), who):
            return perform_within(f"planning.{name}", pk, given, who).proceeding


def load(entities: int, seed: int) -> Iterator[str]:
    """All of it that needs no other room, by declared acts at moments of the past."""
    town = _town(seed + 23)
    _assessed(town)
    yield "2 轮评议考核"
    _surveyed(town)
    yield "2 项满意度调查"
    _documents(town)
    yield "4 件行政规范性文件"


def named() -> Iterator[str]:
    """A call for model shops, judged by the experts of enforcement; nothing where the demo has no shops."""
    town = _town(23)
    if town.shops:
        _named(town)
        yield "1 项示范创建，4 家申报"


def _town(seed: int) -> Town:
    city, head, *officers = cast("city", "cityhead", "county", "shenqiu")
    rows = Subject.objects.filter(division_code=COUNTY, status="registered", synthetic=True, entity__isnull=False)
    counties = dict(zip(COUNTIES, officers, strict=True))
    return Town(random.Random(seed), city, head, counties, list(rows.order_by("-pk")[:12]), timezone.now())


def _assessed(town: Town) -> None:
    """Last year's assessment of food safety is told; this year's of quality waits for the counties."""
    year = timezone.localtime(town.now).year
    _round(town, "food", year - 1, 120, finish=True)
    _round(town, "quality", year, 6, finish=False)


def _round(town: Town, kind: str, year: int, days: float, *, finish: bool) -> None:
    row = town.do(town.city, days, "assessment_round.draft_round", kind=kind, year=year)
    row = town.do(town.head, days - 1, "assessment_round.call_round", row.pk, assessed=[*COUNTIES])
    for code, county in town.counties.items():
        one = town.do(CLOCKWORK, days - 1, "assessment.open_assessment", round=row.pk, authority=code)
        for item in row.items[: None if finish else 2]:
            own = int(item["weight"].split(".")[0]) - town.chance.randint(0, 3)
            given = {"item": item["position"], "score": own, "said": "已按要求完成，佐证材料见附件（演示）"}
            town.do(county, days - 4, "assessment.score_self", one.pk, **given)
        if finish:
            _review(town, one.pk, county, days)
    if finish:
        town.do(town.city, days - 60, "assessment_round.rank_round", row.pk)
        town.do(town.head, days - 61, "assessment_round.tell_result", row.pk)


def _review(town: Town, pk: int, county: Principal, days: float) -> None:
    row = town.do(county, days - 8, "assessment.hand_in", pk)
    for at, line in enumerate(row.scores):
        less = 1 if at % 2 else 0
        given = {"item": line["position"], "score": float(line["own"]) - less, "reason": "部分佐证不足" if less else ""}
        town.do(town.city, days - 20, "assessment.review_item", pk, **given)
    town.do(town.head, days - 25, "assessment.feed_back", pk)
    if county.place == COUNTY:
        objection = "第二项佐证材料已补充，请予复核。"
        town.do(county, days - 27, "assessment.object_to_scores", pk, objection=objection)
        town.do(
            town.head, days - 35, "assessment.answer_objection", pk, answer="经复核，补充材料不足以证明，维持原评分。"
        )
    else:
        town.do(county, days - 27, "assessment.accept_scores", pk)


def _named(town: Town) -> None:
    today = timezone.localtime(town.now).date()
    given = {
        "kind": "worry_free_shop", "name": "周口市放心消费示范单位创建", "approval": "周政〔2025〕8号（演示）", "mark": 80,
        "what": "面向消费者的实体店、网店均可申报，重点考察明码标价、质量安全、投诉处理和承诺履行。",
        "since": str(today - timedelta(days=90)), "until": str(today + timedelta(days=30)), "places": 50,
    }  # fmt: skip
    row = town.do(town.city, 91, "programme.draft_programme", **given)
    town.do(town.head, 90, "programme.publish_call", row.pk)
    for n, shop in enumerate(town.shops[:4]):
        _application(town, row.pk, shop, n)


def _application(town: Town, programme: int, shop: Subject, stage: int) -> None:
    """One that is named, one that is proposed, one that waits for its points, one for the decision."""
    days = (80, 12, 5, 40)[stage]
    given = {"call": programme, "subject": shop.pk, "reason": "明码标价，先行赔付，投诉三日内答复，两年无有责投诉。"}
    row = town.do(agent_for(shop), days, "programme_application.apply", **given)
    experts = list(experts_for(row.kind, row.applicant))[:2]
    if not experts:
        return
    town.do(town.city, days - 1, "programme_application.pass_material", row.pk, experts=experts)
    if stage == 2:
        return
    for n, one in enumerate(experts):
        points = f"{22 + n}, {27 - n}, 26, 13"
        town.do(town.city, days - 3, "programme_application.enter_marks", row.pk, expert=one, points=points)
    visit = {
        "visited_on": str(town.ago(days - 4).date()),
        "visit": "现场核查：价签齐全，投诉台账完整，承诺公示在醒目位置。",
    }
    town.do(town.city, days - 5, "programme_application.record_visit", row.pk, **visit)
    town.do(town.city, days - 9, "programme_application.propose", row.pk)
    if stage != 1:
        town.do(CLOCKWORK, days - 18, "programme_application.end_publicity", row.pk)
    if stage == 0:
        town.do(town.head, days - 20, "programme_application.name_unit", row.pk)


def _surveyed(town: Town) -> None:
    """One is published, one is open: its codes can be handed out and answered."""
    for title, days, answers in (("2025年度消费环境满意度调查", 60, 1.0), ("消费环境满意度季度调查", 4, 0.3)):
        given = {"title": title, "about": "市场秩序、食品安全和投诉处理", "questions": QUESTIONS, "frame": "people",
                 "margin": 7, "expected": 60}  # fmt: skip
        row = town.do(town.city, days, "survey.draft_survey", **given)
        town.do(town.city, days, "survey.fix_frame", row.pk, strata=STRATA)
        seal_all()
        row = town.do(town.head, days - 1, "survey.draw_and_invite", row.pk)
        _answers(town, row.pk, answers, town.ago(days - 2))
        if answers == 1.0:
            town.do(CLOCKWORK, days - 32, "survey.close_answers", row.pk)
            town.do(town.head, days - 34, "survey.publish_result", row.pk)


def _answers(town: Town, survey: int, share: float, at: datetime) -> None:
    with acting_as(CLOCKWORK):
        codes = list(SurveyInvite.objects.filter(proceeding_id=survey).order_by("pk"))
    for one in codes:
        if town.chance.random() > 0.6 * share:
            continue
        likes = [str(min(5, max(1, round(town.chance.gauss(4.0 - 0.15 * one.stratum, 0.9))))) for _n in range(3)]
        said = {f"q{n}": like for n, like in enumerate(likes)}
        said |= {"q3": str(min(10, int(likes[0]) * 2)), "q4": str(town.chance.randint(0, 3))}
        said |= {"q5": town.chance.choice(WISHES)} if town.chance.random() < 0.2 else {}
        take_answers(one.code, said, timezone.localtime(at).date())


def _documents(town: Town) -> None:
    """One filed and in force, one on trial waiting for its filing, one under review, one open to comments."""
    for stage, (title, field, ground) in enumerate(TEXTS):
        days = (400, 30, 25, 2)[stage]
        kind = "trial" if "试行" in title else "lasting"
        given = {
            "title": title,
            "field": field,
            "kind": kind,
            "ground": ground,
            "text": ARTICLES,
            "touches_business": True,
        }
        row = town.do(town.city, days, "normative_document.draft_document", **given)
        town.do(town.head, days - 1, "normative_document.publish_draft", row.pk)
        with moment(town.ago(days - 1.5)):
            take_comment(row.pk, "第三条建议写明退费的具体期限。", town.ago(days - 1.5).date())
        if stage == 3:
            continue
        town.do(CLOCKWORK, days - 12, "normative_document.end_comments", row.pk)
        _answered(town, row.pk, days - 13)
        town.do(town.city, days - 14, "normative_document.send_to_review", row.pk)
        if stage < 2:
            _issued(town, row.pk, days - 16, stage)


def _answered(town: Town, document: int, days: float) -> None:
    with acting_as(CLOCKWORK):
        found = list(DraftComment.objects.filter(proceeding_id=document))
    for one in found:
        given = {"comment": one.pk, "taken": "taken", "answer": "采纳，第三条已增加退费办法。"}
        town.do(town.city, days, "normative_document.answer_comment", document, **given)


def _issued(town: Town, document: int, days: float, stage: int) -> None:
    lawful = {"verdict": "lawful", "reason": "制定权限、程序和内容合法，未增设许可和处罚。"}
    town.do(town.head, days, "normative_document.review_legality", document, **lawful)
    clear = {"verdict": "clear", "reason": "不涉及准入退出、要素流动、经营成本和经营行为的限制。"}
    town.do(town.head, days - 2, "normative_document.review_fairness", document, **clear)
    day = town.ago(days - 4).date()
    given = {"meeting": "局长办公会议第12次", "document_number": f"周市监规〔{day.year}〕{stage + 1}号（演示）",
             "since": str(day), "until": str(day + timedelta(days=700))}  # fmt: skip
    town.do(town.head, days - 4, "normative_document.issue_document", document, **given)
    if stage == 0:
        filed = {"filed_on": str(town.ago(days - 10).date()), "filing_number": f"周备〔{day.year}〕31号（演示）"}
        town.do(town.city, days - 10, "normative_document.file_upward", document, **filed)
