"""What comes from and goes to others: ratings of the tax bureau, letters, another province, an association, a report."""

from datetime import timedelta

from django.utils import timezone

from hengjian.apps.credit.actions import Rating, take_ratings
from hengjian.apps.credit.models import CreditEntry, RatingBody
from hengjian.kernel.demo import COUNTY, agent_for
from hengjian.kernel.models import Subject, User
from hengjian.kernel.people import principal_for
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.search import keys

from .stage import Stage

CLASSES = "ABBAMBACBDAB"
ASSOCIATION = "周口市川汇区餐饮行业协会"
CONVENTION = (
    "会员明码标价、亮证经营，不使用超过保质期的原料，不制止打包、不诱导浪费；违反公约的，协会劝诫并向市场监管部门反馈。"
)


def load(stage: Stage) -> None:
    """A few of each."""
    _ratings(stage)
    _letters(stage)
    _province(stage)
    _association(stage)


def _ratings(stage: Stage) -> None:
    with acting_as(CLOCKWORK):
        user = User.objects.get(username="tax")
        RatingBody.objects.create(
            user=user,
            name=str(user),
            schemes=["tax"],
            division_code=COUNTY,
            basis="国办发〔2020〕49号；信息共享协议（演示）",
        )
        graded = Subject.objects.filter(division_code=COUNTY, status="registered", synthetic=True, entity__isnull=False)
        codes = list(graded.exclude(code=None).order_by("pk").values_list("code", flat=True)[: len(CLASSES)])
    day = timezone.localdate() - timedelta(days=200)
    take_ratings(principal_for(user), [Rating(c or "", "tax", v, day) for c, v in zip(codes, CLASSES, strict=False)])


def _letters(stage: Stage) -> None:
    for firm in stage.take(1):
        posted = {
            "address": "河南省周口市川汇区七一路18号",
            "postal_no": "XA41160200111",
            "posted_on": stage.ago(18).date(),
        }
        row = stage.do(stage.handler, stage.ago(18), "contact_letter.post_letter", subject=firm.pk, **posted)
        stage.do(stage.handler, stage.ago(11), "contact_letter.first_came_back", row.pk, said="退回：原址查无此单位")


def _province(stage: Stage) -> None:
    rows = CreditEntry.objects.filter(kind="serious", ended_on=None).order_by("pk")
    for entry in rows[:1]:
        given = {"province": "33", "purpose": "当事人在浙江设有分支机构，请予协同惩戒"}
        row = stage.do(stage.head, stage.ago(6), "province_notice.send_results", subject=entry.subject_id, **given)
        receipt = {"outcome": "done", "reference": "浙市监信函〔2026〕41号（演示）"}
        stage.do(stage.handler, stage.ago(2), "province_notice.take_receipt", row.pk, **receipt)


def _association(stage: Stage) -> None:
    with acting_as(CLOCKWORK):
        association = Subject.objects.create(
            kind="social_organisation", name=ASSOCIATION, division_code=COUNTY, synthetic=True, **keys(ASSOCIATION)
        )
        members = Subject.objects.filter(division_code=COUNTY, status="registered", synthetic=True, name__contains="餐")
        codes = list(members.exclude(code=None).order_by("pk").values_list("code", flat=True)[:8])
    if not codes:
        return
    head = agent_for(association)
    given = {"subject": association.pk, "trade": "餐饮"}
    row = stage.do(head, stage.ago(90), "trade_association.enrol_association", **given)
    stage.do(head, stage.ago(89), "trade_association.list_members", row.pk, codes="\n".join(map(str, codes)))
    stage.do(
        head,
        stage.ago(88),
        "trade_association.publish_convention",
        row.pk,
        title="餐饮行业自律公约",
        content=CONVENTION,
    )
    said = {"matter": "breach", "member": codes[0], "said": "该会员两次被投诉使用过期原料，经劝诫未改，请予核查"}
    stage.do(head, stage.ago(3), "association_feedback.give_feedback", subject=association.pk, **said)
