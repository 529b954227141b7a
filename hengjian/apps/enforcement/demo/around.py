"""Experts, training, teams, delegations, a benchmark; then challenges, transfers, soft measures, panels and reviews."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from hengjian.apps.enforcement.models import (
    DiscretionBenchmark,
    EnforcementTeam,
    Expert,
    PowerDelegation,
    TeamMember,
    TrainingRecord,
)
from hengjian.apps.enforcement.procedures import Case, PoliceTransfer, Reconsideration, SoftMeasure
from hengjian.apps.enforcement.queries.questions import load_questions
from hengjian.apps.licensing.queries import reviewed_items
from hengjian.kernel.demo import COUNTY
from hengjian.kernel.models import Officer, User

from .stage import Stage, stage_of

UNITS = ("样周口市食品检验所", "样河南大学法学院", "样周口市特种设备检验所", "样知识产权服务中心")
FIELDS = (["food", "drugs"], ["competition", "ads", "consumer"], ["equipment", "quality"], ["ip", "online"])
REVIEWERS = ("梁正", "谢清", "宋平", "唐敏", "邓海", "冯雅", "曹明", "彭博")
CENTRES = ("样省药品审评查验中心", "样大学药学院", "样省医疗器械检验所", "样省食品检验研究院")
NAMES = ("陆安", "孟然", "方岩", "石青", "林溪", "程渡", "何舟", "白朗", "叶山", "许枫", "顾川", "江芷")
LEAST = 8


def prepare(seed: int) -> None:
    """What officers look things up in, and the teams to which leads and cases go."""
    load_questions()
    _register(stage_of(seed))


def load(entities: int, seed: int) -> Iterator[str]:
    """Matters around the cases in several stages."""
    stage = stage_of(seed)
    if len(stage.firms) < LEAST:
        return
    _challenges(stage)
    _transfers(stage)
    _soft(stage)
    _others(stage)
    counts = [kind.objects.count() for kind in (Reconsideration, PoliceTransfer, SoftMeasure)]
    yield f"{counts[0]} 件行政复议，{counts[1]} 件移送公安，{counts[2]} 件柔性执法"


def _register(stage: Stage) -> None:
    Expert.objects.bulk_create(
        Expert(
            name=f"{name}（演示）", unit=UNITS[n % 4], title="高级工程师" if n % 2 else "副教授", fields=FIELDS[n % 4],
            recused_from=[stage.firms[0].name] if n == 0 and stage.firms else [], synthetic=True,
        )
        for n, name in enumerate(NAMES)
    )  # fmt: skip
    items = [code for code, _name in reviewed_items()]
    Expert.objects.bulk_create(
        Expert(
            name=f"{name}（演示）", unit=CENTRES[n % 4], title="主任药师", fields=["drugs", "devices"], items=items[n::3], synthetic=True
        )
        for n, name in enumerate(REVIEWERS)
    )  # fmt: skip
    document = "演示：川汇区赋权乡镇街道事项清单"
    for power in ("penalty-001", "penalty-005", "penalty-006"):
        PowerDelegation.objects.get_or_create(
            power=power,
            code="411602002",
            since=date(2026, 1, 1),
            defaults={"document": document, "synthetic": True},
        )
    DiscretionBenchmark.objects.get_or_create(
        code="41", cause="ads-003", tier="", since=date(2026, 9, 1),
        defaults={"light_top": 25, "heavy_from": 75, "weighing": [["heavy", "直播带货在线人数超过十万"]],
                  "source": "演示：河南省裁量基准（虚构）", "synthetic": True},
    )  # fmt: skip
    _officers(stage)


def _officers(stage: Stage) -> None:
    year = stage.now.year
    enforcing = Officer.objects.filter(active=True).exclude(certificate_no__startswith="演示规")  # those only plan
    for n, officer in enumerate(enforcing.order_by("pk")):
        for m, what in enumerate(("行政处罚法专题", "食品安全法专题", "基层实务轮训")):
            TrainingRecord.objects.get_or_create(
                officer=officer, subject_of=what, held_on=date(year, 3 + 2 * m, 12),
                defaults={"code": officer.authority_id, "hours": 24 - 4 * (n % 3), "days": 4 * (m == 2), "synthetic": True},
            )  # fmt: skip
    for kind, name, members in (
        ("order", "市场秩序中队", ("county",)),
        ("safety", "安全监管中队", ("county2", "county")),
    ):
        team, _made = EnforcementTeam.objects.get_or_create(
            code=COUNTY, name=name, defaults={"kind": kind, "synthetic": True}
        )
        for user in User.objects.filter(username__in=members):
            TeamMember.objects.get_or_create(team=team, officer=Officer.objects.get(user=user))


def _challenges(stage: Stage) -> None:
    """Of published penalties where there are any, else of decisions that are kept on paper."""
    numbers = [row.number for row in stage.decided] + [f"周川市监处罚〔2026〕演示{n}号" for n in range(1, 5)]
    body = {"body": "川汇区人民政府（演示）", "claim": "认为事实认定不清，请求撤销处罚决定"}
    answer = {"answer": "案件事实清楚，证据确实充分，适用法律正确，程序合法，裁量适当。"}
    ends = (None, {"outcome": "upheld"}, {"outcome": "revoked", "lesson": "送达回证缺少受送达人签名，今后一律当面核对"})
    for n, end in enumerate(ends):
        given = {"decision_no": numbers[n + 1], "told_on": stage.day(80 - 20 * n), **body}
        row = stage.do("county", 60 - 18 * n, "reconsideration.enter_review", **given)
        stage.do("county", 52 - 18 * n, "reconsideration.answer_review", row.pk, **answer)
        if end:
            stage.do("county", 6, "reconsideration.end_review", row.pk, outcome_no=f"川政复决〔2026〕演示{n}号", **end)
    claim = {"court": "川汇区人民法院（演示）", "claim": "请求判决撤销处罚决定"}
    court = stage.do("county", 70, "court_case.enter_claim", decision_no=numbers[0], told_on=stage.day(100), **claim)
    stage.do("county", 62, "court_case.answer_claim", court.pk, **answer)
    seen = {"held_on": stage.day(30), "attended": "head", "attended_by": "陈立新 局长"}
    stage.do("county", 29, "court_case.attend_court", court.pk, **seen)
    if stage.decided:
        found = {"about": stage.decided[0].number, "found_by": "self", "what": "自查发现送达回证未归档"}
        stage.do("countyhead", 10, "wrong_case.examine_case", **found)


def _suspected(stage: Stage, days: int, firm: Any, **given: Any) -> Any:
    lead = stage.do(
        "county", days + 3, "lead.enter", subject=firm.pk, source="office", what="检查发现大量假冒商品，销售记录完整"
    )
    team = [stage.people["county"].officer_id, stage.people["county2"].officer_id]
    what = "现场查获假冒注册商标商品，销售台账显示金额超过追诉标准"
    values = {"cause": "ip-001", "crime": "trademark", "amount_kind": "turnover", "amount": "86000", "what": what}
    return stage.do("county", days, "police_transfer.propose_transfer", about=lead.number, team=team, **values, **given)


def _transfers(stage: Stage) -> None:
    firms = stage.firms
    _suspected(stage, 1, firms[1])
    sent = _suspected(stage, 12, firms[2], things="假冒商品320件、台账2册")
    stage.do("countyhead", 11, "police_transfer.approve_transfer", sent.pk)
    stage.do("county", 11, "police_transfer.send_off", sent.pk, police="周口市公安局川汇分局", account="police")
    done = _suspected(stage, 30, firms[3], things="假冒商品90件")
    stage.do("countyhead", 29, "police_transfer.approve_transfer", done.pk)
    stage.do("county", 29, "police_transfer.send_off", done.pk, police="周口市公安局川汇分局")
    stage.do("county", 28, "police_transfer.note_receipt", done.pk, receipt="收到，张警官（演示）")
    stage.do("county", 26, "police_transfer.police_open", done.pk, police_no="川公立字〔2026〕演示8号")
    stage.do("county", 25, "police_transfer.hand_items", done.pk, receipt="清单1份，物品90件")


def _soft(stage: Stage) -> None:
    words = (
        ("reminder", "临近保质期食品未单独陈列", "设立临期食品专区并张贴提示"),
        ("talk", "一个月内三次被投诉短斤缺两", "更换计量器具并自查一个月"),
        ("warning", "促销页面使用绝对化用语", "立即删除相关用语并自查其他页面"),
        ("guidance", "进货票据留存不全", "补全近六个月票据"),
    )
    for n, (kind, what, demand) in enumerate(words):
        talked = (
            {"talked_with": "店长（演示）", "record": "已说明法律规定与后果，当事人表示整改。"}
            if kind == "talk"
            else {}
        )
        given = {"subject": stage.firms[4 + n].pk, "kind": kind, "what": what, "demand": demand, **talked}
        row = stage.do("county", 40 - 9 * n, "soft_measure.say_softly", **given)
        if n < 2:
            stage.do("county", 38 - 9 * n, "soft_measure.acknowledge", row.pk, promise="三十日内全部改正")
        if n == 0:
            stage.do("county", 8, "soft_measure.follow_up", row.pk, helped=True, found="专区已设立，提示醒目")


def _others(stage: Stage) -> None:
    rule = "自有门店首次使用绝对化用语、传播范围小、及时改正且没有危害后果的，不予行政处罚。"
    facts = "某小吃店在店招中使用“最好吃”，开业三日即被指出，当场拆除，未见误导消费者的证据。（演示案例，非官方发布）"
    case = stage.do(
        "county",
        50,
        "guiding_case.draft_guiding",
        cause="ads-003",
        title="某小吃店使用绝对化用语案（演示）",
        happened=facts,
        rule=rule,
        keywords="首违 轻微",
    )
    stage.do("countyhead", 48, "guiding_case.publish_guiding", case.pk)
    for days, firm, field, words in (
        (6, 6, "food", "夜市摊位使用未标明生产日期的散装调味料"),
        (4, 7, "ads", "门头海报使用“全市第一”用语"),
        (2, 3, "equipment", "仓库叉车未见定期检验合格标志"),
    ):
        given = {"subject": stage.firms[firm].pk, "source": "office", "what": words, "field": field, "cause": "breach"}
        stage.do("county", days, "lead.enter", **given)
    stage.do(
        "county",
        1,
        "expert_panel.call_experts",
        field="food",
        question="检出物质是否属于食品添加剂的超范围使用",
        wanted=2,
        purpose="identification",
        about=Case.objects.filter(code=COUNTY, closed_at=None).order_by("pk").values_list("number", flat=True).first()
        or "",
    )
    stage.do(
        "county", 3, "case_conference.call_conference", question="网络销售跨区案件由哪一机关管辖为宜", bodies=["411624"]
    )
    stage.do(
        "county", 9, "lab_report.enter_report", subject=stage.firms[5].pk, lab="样周口市食品检验所", accreditation="演示CMA-0001",
        scope="食品中防腐剂", sample="酱腌菜 批号20260901", result="苯甲酸符合 GB 2760 要求", tested_on=stage.day(15),
        valid_until=(stage.now.date() + timedelta(days=180)).isoformat(), others=["411624"],
    )  # fmt: skip
