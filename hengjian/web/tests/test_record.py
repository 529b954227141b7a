"""The record of a matter in words, and rows of a list that a phone shows as a stack."""

from types import SimpleNamespace

from hengjian.kernel.given import Given, ask
from hengjian.web import cells, lists, queries
from hengjian.web.proceeding import spoken


class Coded(Given):
    what: str = ask("What", kind="a_code_of_a_test", default="")


def test_codes_of_a_room_are_said_in_words_and_an_unknown_one_stays_as_it_is() -> None:
    queries.say_with("a_code_of_a_test", lambda code: {"G1": "洗衣机"}.get(code, ""))
    assert [line["value"] for line in spoken(Coded, {"what": "G1"})] == ["洗衣机"]
    assert [line["value"] for line in spoken(Coded, {"what": "G2"})] == ["G2"]


def test_a_number_bears_its_heading_where_the_headings_of_the_table_are_not_shown() -> None:
    columns = (
        lists.Column("name", "Name", lambda row: row.name),
        lists.Column("many", "Complaints", lambda row: 7, numeric=True),
    )
    shown = SimpleNamespace(
        columns=columns, rows=[SimpleNamespace(pk=1, name="样")], page=SimpleNamespace(href=None, acts=False)
    )
    html = cells.rows(shown, acting=False)  # type: ignore[arg-type]
    assert '<td class="c-name">样</td>' in html
    assert '<td class="c-many num" data-of="Complaints">7</td>' in html
