"""A city that assesses, calls, asks and decides; a county below it; an enterprise; matters at the stages tests need."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from hengjian.apps.enforcement.models import Expert
from hengjian.apps.planning.actions.surveys import take_answers
from hengjian.apps.planning.models import NormativeText, SurveyInvite
from hengjian.kernel import issue, testing
from hengjian.kernel.ledger.sequencer import seal
from hengjian.kernel.models import Act, Clock, Disclosure, Paper, Subject
from hengjian.kernel.perform import perform
from hengjian.kernel.principal import CLOCKWORK, Principal, Role, acting_as
from hengjian.kernel.tasks import run_clock
from hengjian.kernel.testing import World, make_world

TABLE = "机制\t质量工作部署\t60\n满意度\t质量满意度\t40"
QUESTIONS = "满意：您对市场秩序总体满意吗\n推荐：您愿意推荐本地创业吗\n单选：最常用的渠道|线下|网上\n问答：您的建议"
TEXT = "第一条　为规范市场秩序，制定本办法。\n第二条　本办法自公布之日起施行。"


class Town:
    """The people, and shortcuts that leave a matter where a test begins."""

    def __init__(self, world: World | None = None) -> None:
        self.world: World = world or make_world()
        self.county, self.county_head = self.world.officer, self.world.head
        if world is not None:  # the people there are do what elsewhere the city does
            self.city, self.city_second, self.city_head = world.officer, world.colleague, world.head
            return
        roles = (Role.HEAD, Role.APPROVER)
        with acting_as(CLOCKWORK):
            self.city = testing.officer("city2", "4116", Role.HANDLER, name="许市")
            self.city_second = testing.officer("city3", "4116", Role.HANDLER, Role.APPROVER, name="郭副")
            self.city_head = testing.officer("city4", "4116", *roles, name="贺市")

    def do(self, who: Principal, name: str, pk: int | None = None, /, **given: Any) -> Any:
        """One act of the room; gives the row."""
        with acting_as(who):
            return perform(f"planning.{name}", pk, given, who).proceeding

    def seen(self, row: Any) -> Any:
        """The row as it stands now."""
        with acting_as(CLOCKWORK):
            return type(row)._base_manager.get(pk=row.pk)

    def papers(self, row: Any) -> list[Paper]:
        """The papers that the worker makes of a matter's acts."""
        with acting_as(CLOCKWORK):
            for pk in Act.objects.filter(proceeding_id=row.pk).values_list("pk", flat=True):
                issue.papers_of(pk)
            return list(Paper.objects.filter(proceeding_id=row.pk).order_by("pk"))

    def run_out(self, row: Any) -> Any:
        """Let the running limit be over, and the clock act."""
        with acting_as(CLOCKWORK):
            type(row)._base_manager.filter(pk=row.pk).update(due=row.opened_at)
            Clock.objects.filter(proceeding_id=row.pk, ended_at=None).update(due=row.opened_at)
            run_clock()
        return self.seen(row)

    def everything(self) -> dict[str, int]:
        """One of each that a page shows, by the page's name."""
        row, _opened = self.called("411602002")
        call = self.call()
        self.applied(call, self.shop())
        answered = self.fielded()
        with acting_as(CLOCKWORK):
            code = SurveyInvite.objects.filter(proceeding_id=answered.pk).latest("pk").code
        take_answers(code, {"q0": "5", "q1": "9", "q2": "1", "q3": "秤要准"}, timezone.localdate())
        self.do(self.city_head, "survey.publish_result", self.run_out(answered).pk)
        open_one, drawn = self.fielded(), self.fielded("subjects")
        document = self.issued()
        self.do(self.city_head, "normative_document.publish_draft", self.draft().pk)
        with acting_as(CLOCKWORK):
            shown = dict(Disclosure.objects.values_list("kind", "pk"))
            text = NormativeText.objects.get(proceeding_id=document.pk).pk
        found = {"round": row.pk, "programme": call.pk, "survey": answered.pk, "codes": open_one.pk, "draw": drawn.pk}
        return found | {"result": shown["survey_result"], "draft": shown["document_draft"], "document": text}

    # Assessments

    def round(self, pasted: str = TABLE) -> Any:
        return self.do(self.city, "assessment_round.draft_round", kind="quality", year=2025, pasted=pasted)

    def called(self, *codes: str) -> tuple[Any, list[Any]]:
        """A round that is called, and the matters the worker opens for each authority."""
        row = self.do(self.city_head, "assessment_round.call_round", self.round().pk, assessed=list(codes))
        opened = [
            self.do(CLOCKWORK, "assessment.open_assessment", round=row.pk, authority=code) for code in row.assessed
        ]
        return row, opened

    def scored(self, row: Any, *scores: str, head: Principal | None = None) -> Any:
        """Scored by itself and handed in."""
        for at, score in enumerate(scores, 1):
            self.do(head or self.county, "assessment.score_self", row.pk, item=at, score=score, said="已完成")
        return self.do(head or self.county_head, "assessment.hand_in", row.pk)

    def reviewed(self, row: Any, *scores: str) -> Any:
        for at, score in enumerate(scores, 1):
            self.do(self.city, "assessment.review_item", row.pk, item=at, score=score, reason="佐证不足")
        return self.do(self.city_second, "assessment.feed_back", row.pk)

    # Programmes

    def experts(self, count: int = 2, **more: Any) -> list[str]:
        values = {"unit": "样研究所", "fields": ["consumer", "food"], **more}
        with acting_as(CLOCKWORK):
            rows = [Expert.objects.create(name=f"样专家{n}", **values) for n in range(count)]
        return [str(e.pk) for e in rows]

    def call(self, kind: str = "worry_free_shop", **more: Any) -> Any:
        today = timezone.localdate()
        given = {
            "kind": kind, "name": "放心消费示范单位创建", "what": "面向消费者的承诺经营者均可申报",
            "approval": "周政〔2025〕8号", "since": str(today), "until": str(today + timedelta(days=20)), "mark": "80",
            **more,
        }  # fmt: skip
        row = self.do(self.city, "programme.draft_programme", **given)
        return self.do(self.city_head, "programme.publish_call", row.pk)

    def shop(self, name: str = "周口市川汇区样禾超市") -> Subject:
        subject = testing.make_subject(name, member=self.world.enterprise)
        self.world.enterprise = testing.again(self.world.enterprise)
        return subject

    def applied(self, call: Any, subject: Subject, reason: str = "明码标价，先行赔付") -> Any:
        given = {"call": call.pk, "subject": subject.pk, "reason": reason}
        return self.do(self.world.enterprise, "programme_application.apply", **given)

    def proposed(self, *, points: str = "22, 28, 26, 14", **more: Any) -> Any:
        """Checked, scored by two experts, visited, proposed."""
        row = self.applied(self.call(**more), self.shop())
        experts = self.experts()
        self.do(self.city, "programme_application.pass_material", row.pk, experts=experts)
        for one in experts:
            self.do(self.city, "programme_application.enter_marks", row.pk, expert=one, points=points)
        visit = {"visited_on": str(timezone.localdate()), "visit": "现场公示与申报一致"}
        self.do(self.city, "programme_application.record_visit", row.pk, **visit)
        return self.do(self.city_second, "programme_application.propose", row.pk)

    def named(self, **more: Any) -> Any:
        row = self.run_out(self.proposed(**more))
        return self.do(self.city_head, "programme_application.name_unit", row.pk)

    # Surveys

    def survey(self, frame: str = "people", **more: Any) -> Any:
        given = {"title": "消费环境满意度调查", "about": "市场秩序和消费环境", "questions": QUESTIONS, "frame": frame}
        return self.do(self.city, "survey.draft_survey", **given | more)

    def fielded(
        self, frame: str = "people", strata: str = "川汇区，短信，6000\n沈丘县，窗口，4000", **more: Any
    ) -> Any:
        """The frame is fixed and sealed, the sample drawn."""
        row = self.survey(frame, **more)
        self.do(self.city, "survey.fix_frame", row.pk, strata=strata if frame == "people" else "")
        self.seal()
        return self.do(self.city_head, "survey.draw_and_invite", row.pk)

    def seal(self) -> None:
        with acting_as(CLOCKWORK):
            seal("sha256", everything=True)

    # Documents

    def draft(self, **more: Any) -> Any:
        given = {
            "title": "周口市网络交易监督管理办法", "kind": "lasting", "field": "consumer", "text": TEXT,
            "ground": "上位法授权，规范网络交易", "touches_business": True,
        }  # fmt: skip
        return self.do(self.city, "normative_document.draft_document", **given | more)

    def sent(self, **more: Any) -> Any:
        """Commented on and sent to the legality review."""
        row = self.draft(**more)
        self.do(self.city_head, "normative_document.publish_draft", row.pk)
        self.run_out(row)
        return self.do(self.city, "normative_document.send_to_review", row.pk)

    def to_decide(self, **more: Any) -> Any:
        row = self.sent(**more)
        given = {"verdict": "lawful", "reason": "权限、程序、内容合法"}
        row = self.do(self.city_second, "normative_document.review_legality", row.pk, **given)
        if row.state == "fairness":
            given = {"verdict": "clear", "reason": "不含排除限制竞争内容"}
            row = self.do(self.city_second, "normative_document.review_fairness", row.pk, **given)
        return row

    def issued(self, number: str = "周市监规〔2026〕1号", days: int = 700, **more: Any) -> Any:
        today = timezone.localdate()
        given = {
            "meeting": "局长办公会第9次", "document_number": number,
            "since": str(today), "until": str(today + timedelta(days=days)),
        }  # fmt: skip
        return self.do(self.city_head, "normative_document.issue_document", self.to_decide(**more).pk, **given)
