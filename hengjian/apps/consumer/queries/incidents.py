"""What acts on incidents and hand-overs look up."""

from collections.abc import Sequence

from django.db import connection

from hengjian.apps.consumer.procedures import JointIncident
from hengjian.apps.consumer.rules import categories
from hengjian.kernel import divisions
from hengjian.kernel.models import Act, Officer

TO_CHOOSE = """
    SELECT id, number, day, problem, amount, subject_name, platform FROM (
      SELECT p.id, p.number, (t.at AT TIME ZONE 'Asia/Shanghai')::date AS day, t.problem, t.amount, p.subject_name,
        t.platform, t.at, t.proceeding_id = ANY (%(chosen)s::bigint[]) AS chosen,
        count(*) OVER (PARTITION BY t.subject_id, t.platform) AS of_one
      FROM consumer_toldmatter t JOIN kernel_proceeding p ON p.id = t.proceeding_id
      WHERE t.proceeding_id = ANY (%(chosen)s::bigint[]) OR (t.at > now() - interval '180 days'
        AND t.code >= %(lo)s AND t.code < %(hi)s
        AND (%(subject)s::bigint IS NULL OR t.subject_id = %(subject)s)
        AND (%(platform)s = '' OR t.platform = %(platform)s) AND NOT t.proceeding_id = ANY (%(but)s::bigint[]))
    ) found WHERE chosen OR of_one >= %(least)s ORDER BY chosen DESC, of_one DESC, at DESC LIMIT %(most)s
"""
CROWD = 3  # complaints about one, from whom on they are offered where neither business nor platform is named yet
MOST = 200


def to_choose(
    code: str, subject: int | None, platform: str, chosen: Sequence[int], but: Sequence[int] = ()
) -> list[tuple[str, str]]:
    """Complaints of half a year for an incident to hold, those chosen first; folded by whom they are about, the most first."""
    lo, hi = divisions.bounds(code)
    values = {
        "lo": lo, "hi": hi, "subject": subject, "platform": platform, "chosen": list(chosen), "but": list(but),
        "most": MOST, "least": 1 if subject or platform else CROWD,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(TO_CHOOSE, values)
        rows = cursor.fetchall()
    return [(str(pk), f"{name or shop or '—'}：{_line(number, day, problem, amount)}")
            for pk, number, day, problem, amount, name, shop in rows]  # fmt: skip


def _line(number: str, day: object, problem: str, amount: int | None) -> str:
    money = f"{amount / 100:,.2f} 元" if amount else ""
    return " ".join(filter(None, (number, str(day), categories.problem_called(problem), money)))


def all_matters() -> list[int]:
    """Every complaint of the incidents that the reader may see."""
    return sorted({pk for found in JointIncident.objects.values_list("matters", flat=True) for pk in found})


def latest(most: int = 100) -> list[JointIncident]:
    """Incidents within what the reader may see, the newest first."""
    return list(JointIncident.objects.order_by("-pk")[:most])


def officer(pk: int) -> Officer | None:
    """An officer in service."""
    return Officer.objects.select_related("user", "authority").filter(pk=pk, active=True).first()


def of_matter(proceeding_id: int) -> JointIncident | None:
    """The incident a complaint belongs to, if there is one."""
    return JointIncident.objects.filter(matters__contains=[proceeding_id]).order_by("-pk").first()


def by_number(number: str) -> JointIncident | None:
    return JointIncident.objects.filter(number=number).first() if number else None


def told(proceeding_id: int) -> bool:
    """Whether the notices of an incident's common answer have gone out."""
    return Act.objects.filter(proceeding_id=proceeding_id, name="consumer.joint_incident.tell_hit").exists()
