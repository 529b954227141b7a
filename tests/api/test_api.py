"""The API: the same acts as the pages, keys with scopes, problems for errors."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, path
from django.urls.resolvers import RegexPattern

from hengjian.api.addresses import Branch, tree
from hengjian.apps.registry.tests.builders import examined, filed, filing
from hengjian.kernel import tokens
from hengjian.kernel.given import Given, ask, parse
from hengjian.kernel.models import User
from hengjian.kernel.principal import CLOCKWORK, Principal, acting_as
from hengjian.kernel.refusal import Incomplete
from hengjian.kernel.testing import World

pytestmark = pytest.mark.django_db


def key_for(principal: Principal, *scopes: str) -> dict[str, str]:
    with acting_as(CLOCKWORK):
        key = tokens.issue(User.objects.get(pk=principal.user_id), "test", scopes or ("read", "act"))
    return {"Authorization": f"Bearer {key}"}


def post(path: str, body: dict[str, Any], headers: dict[str, str]) -> Any:
    return Client().post(f"/api/v1{path}", json.dumps(body), content_type="application/json", headers=headers)


def test_a_filing_by_api_is_the_same_act_as_by_page(world: World) -> None:
    given = filing()
    answer = post("/registry/establishment/file", given, key_for(world.enterprise) | {"Idempotency-Key": "a1"})
    assert answer.status_code == 200, answer.content
    again = post("/registry/establishment/file", given, key_for(world.enterprise) | {"Idempotency-Key": "a1"})
    assert again.json()["act_id"] == answer.json()["act_id"]
    assert again.json()["repeated"] is True
    pk = answer.json()["proceeding"]["id"]
    read = Client().get(f"/api/v1/registry/establishment/{pk}", headers=key_for(world.enterprise))
    assert read.json()["record"][0]["name"] == "registry.establishment.file"
    assert "1101**********0716" in [f["value"] for f in read.json()["facts"]]


def test_a_refusal_is_a_problem_with_field_and_article(world: World) -> None:
    answer = post("/registry/establishment/file", filing(name="样禾餐饮店"), key_for(world.enterprise))
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    problem = answer.json()
    assert problem["errors"][0]["field"] == "name"
    assert "企业名称登记管理规定" in problem["article"]
    assert problem["changed"] is False


def test_a_refusal_names_its_article_in_the_language_asked_for(world: World) -> None:
    headers = key_for(world.enterprise) | {"Accept-Language": "en"}
    problem = post("/registry/establishment/file", filing(name="样禾餐饮店"), headers).json()
    assert ", Art. " in problem["article"]
    assert ", Art. " in problem["errors"][0]["message"]


def test_without_a_key_or_with_too_small_a_one_nothing_is_read(world: World) -> None:
    assert Client().get("/api/v1/registry/establishment/").status_code == 401
    wrong = Client().get("/api/v1/registry/establishment/", headers={"Authorization": "Bearer hj_x"})
    assert wrong.status_code == 401
    answer = post("/registry/establishment/file", filing(), key_for(world.enterprise, "read"))
    assert answer.status_code == 403


def test_a_stranger_finds_nothing_by_list_or_id(world: World) -> None:
    pk = examined(filed(world.enterprise)).proceeding.pk
    for who in (world.stranger, world.citizen):
        headers = key_for(who)
        assert Client().get("/api/v1/registry/establishment/", headers=headers).json()["items"] == []
        assert Client().get(f"/api/v1/registry/establishment/{pk}", headers=headers).status_code == 404
    assert len(Client().get("/api/v1/registry/establishment/", headers=key_for(world.officer)).json()["items"]) == 1


def test_lists_page_by_cursor(world: World) -> None:
    for n in "甲乙丙":
        filed(world.enterprise, name=f"周口市川汇区样{n}餐饮店")
    headers = key_for(world.officer)
    first = Client().get("/api/v1/registry/establishment/?limit=2", headers=headers).json()
    rest = Client().get(f"/api/v1/registry/establishment/?limit=2&cursor={first['next']}", headers=headers).json()
    assert (len(first["items"]), len(rest["items"]), rest["next"]) == (2, 1, None)
    bad = Client().get("/api/v1/registry/establishment/?cursor=zzz", headers=headers)
    assert bad.status_code == 422


def test_the_public_register_is_found_by_name_pinyin_initials_and_code(world: World) -> None:
    row = examined(filed(world.enterprise)).proceeding
    for word in ("样禾", "样禾餐饮", "zhoukoushichuanhuiquyanghe", "zkschqyh", "yhcy", row.subject.code):
        found = Client().get("/api/v1/subjects", {"q": word}).json()["items"]
        assert [s["name"] for s in found] == [row.name], word


def test_the_document_names_the_choices_and_what_is_not_among_them_is_refused() -> None:
    class Wish(Given):
        colour: str = ask("Colour", choices=[("red", "Red"), ("blue", "Blue")], default="")
        sizes: list[str] = ask("Sizes", choices=[("s", "S"), ("m", "M")])
        count: int = ask("Count", kind="number", choices=[("1", "one"), ("2", "two")])

    shown = Wish.model_json_schema()["properties"]
    assert shown["colour"]["enum"] == ["red", "blue", ""]
    assert shown["sizes"]["items"]["enum"] == ["s", "m"]
    assert "enum" not in shown["count"]
    assert Wish(sizes=["m"], count=2).colour == ""
    with pytest.raises(Incomplete) as refused:
        parse(Wish, {"colour": "green", "sizes": ["m", "xl"], "count": 3}, "Nothing was wished.")
    assert set(refused.value.fields) == {"colour", "sizes", "count"}


def test_addresses_as_a_tree_are_the_same_addresses() -> None:
    def view(request: Any) -> None: ...

    routes = [
        "",
        "openapi.json",
        "v1/a",
        "v1/a/b/",
        "v1/a/b/<int:id>",
        "v1/a/b/<int:id>/c",
        "v1/a/<int:id>/d",
        "v1/e/f/g",
    ]
    known = [path(route, view, name=route) for route in routes]

    def flat(patterns: Any, before: str = "") -> list[tuple[str, Any]]:
        found = []
        for one in patterns:
            here = before + str(one.pattern)
            found += flat(one.url_patterns, here) if isinstance(one, URLResolver) else [(here, one.name)]
        return found

    made = tree(known)
    assert flat(made) == [(route, route) for route in routes]
    assert len(made) == 6  # what begins with v1/a/b/ stands below one branch, v1/e/f/ below another


def test_the_addresses_of_a_procedure_are_built_at_the_first_request_and_once() -> None:
    built: list[str] = []

    def view(request: Any) -> None: ...

    def build() -> list[URLPattern]:
        built.append("a.b")
        return [path("v1/a/b/", view), path("v1/a/b/<int:id>/c", view)]

    root = URLResolver(RegexPattern("^/"), [Branch("v1/a/b/", "api-a.b", build), path("v1/a/", view, name="a")])
    assert root.resolve("/v1/a/").func is view
    assert root.reverse("a") == "v1/a/"
    assert built == []
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(root.resolve, ["/v1/a/b/7/c"] * 8))
    assert [(one.func, one.kwargs) for one in found] == [(view, {"id": 7})] * 8
    assert built == ["a.b"]
    with pytest.raises(Resolver404):
        root.resolve("/v1/a/b/x")
