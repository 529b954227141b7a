"""Taking in: good rows in, bad rows back with reasons, the same again changes nothing, a killed run goes on."""

from __future__ import annotations

from typing import Any

import pytest

from hengjian.apps.datacentre.actions import load, loading
from hengjian.apps.datacentre.models import ImportedRow, ImportReject
from hengjian.apps.datacentre.queries import holdings
from hengjian.apps.datacentre.tests.supplied import HEAD, adopted, progress, ran, started
from hengjian.apps.registry.rules.codes import credit_code
from hengjian.kernel.principal import CLOCKWORK, acting_as
from hengjian.kernel.testing import World, make_subject

pytestmark = pytest.mark.django_db
CODE = credit_code("411602", 7)
GOOD = f"""{HEAD}
L1,,周口市川汇区样穗餐饮店,川汇区七一路1号,2025-03-01,2028-02-29,有效,5,13812340017
L2,,周口市川汇区样禾小吃店,川汇区七一路2号,2025/4/2,2028年4月1日,有效,"1,200.5",
L3,,沈丘县样谷面坊,,20250503,,1,,
"""


def rows() -> list[dict[str, Any]]:
    with acting_as(CLOCKWORK):
        return list(ImportedRow.objects.order_by("key").values("key", "body", "hash", "subject_id", "link"))


def rejects(run: Any) -> list[tuple[int, list[list[str]]]]:
    with acting_as(CLOCKWORK):
        found = ImportReject.objects.filter(proceeding_id=run.pk).order_by("source_row")
        return [(one.source_row, one.faults) for one in found]


def test_every_good_row_comes_in_under_its_elements(world: World) -> None:
    adopted(world)
    run = ran(world, GOOD)
    assert run.state == "finished"
    assert run.counts["fresh"] == 3
    assert rows()[1]["body"] == {
        "licence_number": "L2", "entity_name": "周口市川汇区样禾小吃店", "domicile": "川汇区七一路2号",
        "issue_date": "2025-04-02", "valid_to": "2028-04-01", "permit_state": "1", "registered_capital": "1200.5",
    }  # fmt: skip


def test_what_tells_of_a_person_is_kept_encrypted_only(world: World) -> None:
    """PIPL art. 51: the telephone number is nowhere in the open part."""
    adopted(world)
    ran(world, GOOD)
    with acting_as(CLOCKWORK):
        row = ImportedRow.objects.get(key="L1")
        raw = ImportedRow.objects.filter(key="L1").extra(select={"raw": "sealed"}).values_list("raw", flat=True)[0]
    assert "contact_phone" not in row.body
    assert holdings.opened(row) == {"contact_phone": "13812340017"}
    assert "13812340017" not in str(raw)


def test_the_same_file_again_changes_nothing(world: World) -> None:
    adopted(world)
    ran(world, GOOD)
    before = rows()
    again = ran(world, GOOD)
    assert (again.counts["fresh"], again.counts["changed"], again.counts["same"]) == (0, 0, 3)
    assert rows() == before


def test_a_changed_row_is_changed_and_an_older_one_goes_back(world: World) -> None:
    adopted(world)
    ran(world, GOOD)
    newer = f"{HEAD}\nL1,,周口市川汇区样穗餐饮店,川汇区七一路9号,2025-06-01,2028-02-29,有效,5,13812340017\n"
    assert ran(world, newer).counts["changed"] == 1
    back = ran(world, GOOD)
    assert back.counts["same"] == 2
    assert rejects(back) == [(1, [["older", "发证日期"]])]
    assert rows()[0]["body"]["domicile"] == "川汇区七一路9号"


def test_a_bad_row_goes_back_with_every_reason(world: World) -> None:
    adopted(world)
    run = ran(
        world,
        f"{HEAD}\n"
        "L1,91411602MA9999999X,甲,,2025-02-30,,有效,五万,\n"
        ",,乙,,2025-01-01,,有效,,\n"
        "L3,,丙,,2999-01-01,,存在,,\n"
        "L4,,丁,,2025-05-01,2024-05-01,有效,,\n"
        "L5,,戊,,2025-05-01,,有效,,\n"
        "L5,,己,,2025-05-01,,有效,,\n"
        "L7,,庚,2025-05-01\n",
    )
    assert rejects(run) == [
        (1, [["code_check", "统一社会信用代码"], ["date", "发证日期"], ["number", "注册资本(万元)"]]),
        (2, [["missing_key", "许可证编号"]]),
        (3, [["future", "发证日期"], ["code_list", "许可状态"]]),
        (4, [["order", "有效期至"]]),
        (6, [["duplicate", "许可证编号"]]),
        (7, [["columns", ""]]),
    ]
    assert [one["key"] for one in rows()] == ["L5"]
    assert progress(run).faults == {
        "code_check": 1, "missing_key": 1, "future": 1, "order": 1, "duplicate": 1, "columns": 1
    }  # fmt: skip


def test_a_run_that_was_killed_goes_on_and_ends_as_if_it_had_not(world: World, monkeypatch: Any) -> None:
    """The third part is never written; the worker that finds the job again ends with the same rows and rejects."""
    adopted(world)
    lines = [f"L{n},,样{n}店,,2025-0{n % 9 + 1}-01,,有效,{n if n % 7 else '错'}," for n in range(1, 61)]
    text = "\n".join([HEAD, *lines, "L3,,样3店,,2025-01-01,,有效,,"]) + "\n"
    run = started(world, text)
    write = loading._write

    def killed(*given: Any) -> None:
        if given[2] == 3:
            raise KeyboardInterrupt
        write(*given)

    monkeypatch.setattr(loading, "_write", killed)
    with pytest.raises(KeyboardInterrupt):
        load(run.pk, part=10)
    assert progress(run).parts == 2
    monkeypatch.undo()
    load(run.pk, part=10)
    whole = [one["key"] for one in rows()]
    assert sorted(whole) == sorted(f"L{n}" for n in range(1, 61) if n % 7)
    assert [at for at, _faults in rejects(run)] == [7, 14, 21, 28, 35, 42, 49, 56, 61]
    assert progress(run).read == 61
    load(run.pk, part=10)  # and a job that is done twice does nothing
    assert progress(run).read == 61


def test_rows_stand_under_the_subject_of_their_code(world: World) -> None:
    subject = make_subject("周口市川汇区样穗餐饮店")
    with acting_as(CLOCKWORK):
        type(subject).objects.filter(pk=subject.pk).update(code=CODE)
    adopted(world)
    ran(world, f"{HEAD}\nL1,{CODE},别的名字,,2025-03-01,,有效,,\n")
    assert rows()[0]["subject_id"] == subject.pk
    assert rows()[0]["link"] == "code"
