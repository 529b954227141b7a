"""Two sources of the demo city: workshops of the agriculture bureau with messy rows and a doubt, a schedule to the province."""

import csv
import io
from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from hengjian.apps.datacentre.actions import load
from hengjian.kernel import files, uploads
from hengjian.kernel.demo import COUNTY
from hengjian.kernel.models import Subject, User
from hengjian.kernel.people import principal_for
from hengjian.kernel.perform import Done, perform_within
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as

HEAD = (
    "许可证编号",
    "统一社会信用代码",
    "经营主体名称",
    "住所",
    "发证日期",
    "有效期至",
    "许可状态",
    "注册资本(万元)",
    "联系电话",
)
COLUMNS = [
    {"source": HEAD[0], "element": "licence_number", "key": True},
    {"source": HEAD[1], "element": "uscc"},
    {"source": HEAD[2], "element": "entity_name", "required": True},
    {"source": HEAD[3], "element": "domicile"},
    {"source": HEAD[4], "element": "issue_date", "required": True},
    {"source": HEAD[5], "element": "valid_to"},
    {"source": HEAD[6], "element": "permit_state", "transform": "code_by_name"},
    {"source": HEAD[7], "element": "registered_capital"},
    {"source": HEAD[8], "element": "contact_phone"},
]
KEY = "food_workshops"
ROWS = 60


def load_sources() -> Iterator[str]:
    """A mapping by two officers, a file with faults taken in, a schedule of reports."""
    county, head = _officer("county"), _officer("countyhead")
    given = {
        "title": "食品小作坊登记（样）", "table_key": KEY, "supplier": "川汇区农业农村局", "newest_by": "issue_date",
        "disclosed": True, "article": "《政府信息公开条例》第二十条", "columns": COLUMNS,
    }  # fmt: skip
    drafted = _do(county, "source_mapping.draft_mapping", None, **given)
    _do(head, "source_mapping.adopt_mapping", drafted.proceeding.pk)
    with acting_as(county):
        sha = files.store(_file().encode("gb18030"), "text/csv").sha256
        token = uploads.token(sha, "小作坊登记2026年第三季度.csv", county)
    run = _do(county, "import_run.send_file", None, table=KEY, file=token).proceeding.pk
    _do(county, "import_run.start_run", run)
    load(run)
    today = timezone.localdate() - timedelta(days=1)
    plan = {"table": KEY, "recipient": "report-province", "period": "day", "since": today}
    schedule = _do(county, "report_schedule.draft_schedule", None, **plan)
    _do(head, "report_schedule.adopt_schedule", schedule.proceeding.pk)
    yield "一个来源的字段映射、一次汇入、一项定期报表"


def _officer(username: str) -> Principal:
    with acting_as(CLOCKWORK):
        return principal_for(User.objects.get(username=username))


def _do(who: Principal, verb: str, pk: int | None, **given: object) -> Done:
    with acting_as(who):
        return perform_within(f"datacentre.{verb}", pk, given, who)


def _file() -> str:
    """Businesses of the county as another bureau writes them: some by code, some by name, some with a slip."""
    with acting_as(CLOCKWORK):
        subjects = list(
            Subject.objects.filter(division_code__startswith=COUNTY, status="registered").order_by("pk")[:ROWS]
        )
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(HEAD)
    for n, subject in enumerate(subjects, 1):
        code = (subject.code or "") if n % 3 else ""
        name = subject.name if code or n % 2 else subject.name[3:-1] + "店铺"
        state, issued = ("有效", "2026-03-01") if n % 13 else ("营业中", "2026-02-30")
        number = f"样作坊{n:04d}" if n % 17 else ""
        lines.writerow([number, code, name, "川汇区", issued, "2029-02-28", state, n % 40 + 1, f"1380000{n:04d}"])
    return out.getvalue()
