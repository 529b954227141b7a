"""Forms from declarations: what an act asks for becomes fields, what was posted values; nothing typed is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args, get_origin

from django.urls import reverse
from django.utils.translation import gettext as _
from pydantic import BaseModel

from hengjian.kernel import uploads
from hengjian.kernel.given import asked

from . import queries
from .access import Request

ANOTHER = "another-line"  # the name of the button that asks for one more line where no script runs
INPUT_TYPES = {"date": "date", "number": "number", "phone": "tel", "datetime": "datetime-local"}
MONO = ("id_number",)
FILES = ("file", "signature")  # a signature is drawn on the screen and sent as a picture
AUTOMATIC = (ANOTHER, "csrfmiddlewaretoken", "idempotency_key", "version", "next")


@dataclass
class Cell:
    """One input in a line of a repeated group."""

    name: str
    label: str
    value: str
    choices: list[tuple[str, str]]
    input_type: str
    errors: list[str]
    required: bool = False
    kind: str = "text"
    file_name: str = ""
    personal: bool = False


MOST_UNFOLDED = 20


@dataclass
class FormField:
    """One field as a template draws it."""

    name: str
    label: str
    kind: str
    value: Any = ""
    errors: list[str] = field(default_factory=list)
    required: bool = True
    choices: list[tuple[str, str]] = field(default_factory=list)
    help: str = ""
    lines: int = 1
    at_most: int | None = None
    input_type: str = "text"
    mono: bool = False
    unit: str = ""
    suggest: str = ""
    columns: list[dict[str, str]] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    rows_of: list[tuple[str, str]] = field(default_factory=list)
    section: str = ""
    file_name: str = ""

    @property
    def groups(self) -> list[dict[str, Any]]:
        """A long choice of several, folded under what stands before the colon of its labels; a short one as it is."""
        if len(self.choices) <= MOST_UNFOLDED or not all("：" in label for _value, label in self.choices):
            return []
        found: dict[str, list[tuple[str, str]]] = {}
        for value, label in self.choices:
            heading, _colon, name = label.partition("：")
            found.setdefault(heading, []).append((value, name))
        return [
            {"heading": heading, "choices": choices, "open": any(v in self.value for v, _label in choices)}
            for heading, choices in found.items()
        ]


def row_model(model: type[BaseModel], name: str) -> type[BaseModel] | None:
    """The model of one line, where a field is a list of models."""
    annotation = model.model_fields[name].annotation
    if get_origin(annotation) in (list, tuple):
        inner = get_args(annotation)[0]
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            return inner
    return None


def many(model: type[BaseModel], name: str) -> bool:
    """Whether a field takes several of its choices."""
    return get_origin(model.model_fields[name].annotation) in (list, tuple, set, frozenset)


def parse(model: type[BaseModel], posted: Any) -> dict[str, Any]:
    """Posted text as the values of the model; a field left empty is left out, so that its default or error applies."""
    values: dict[str, Any] = {}
    for name in model.model_fields:
        how = asked(model, name)
        inner = row_model(model, name)
        if inner:
            values[name] = _rows(inner, name, posted)
        elif how["kind"] == "check":
            values[name] = bool(posted.get(name))
        elif many(model, name):
            values[name] = _several(posted, name)
        elif how["kind"] == "scope":
            values |= {name: ",".join(codes)} if (codes := _several(posted, name)) else {}
        elif (said := _said(posted, name)) not in (None, ""):
            values[name] = said
    return values


def _said(posted: Any, name: str) -> Any:
    """The last answer that is one. A browser sends an empty file field too, behind the token of the file kept before it."""
    answers = posted.getlist(name) if hasattr(posted, "getlist") else [posted.get(name)]
    return next((one for one in reversed(answers) if one not in (None, "")), "")


def ticked(model: type[BaseModel]) -> dict[str, Any]:
    """Boxes that are ticked before anybody has touched the form; afterwards an unticked box is an answer."""
    boxes = {n: f for n, f in model.model_fields.items() if asked(model, n)["kind"] == "check"}
    return {name: "yes" for name, box in boxes.items() if not box.is_required() and box.get_default()}


def standing(model: type[BaseModel], row: Any) -> dict[str, Any]:
    """What a form on a matter holds before anybody has touched it: ticked boxes, and values of the matter to be corrected."""
    columns = {name: asked(model, name).get("stands", "") for name in model.model_fields}
    values = {name: getattr(row, column) for name, column in columns.items() if column}
    return ticked(model) | {name: value for name, value in values.items() if value not in (None, "")}


def typed(model: type[BaseModel], posted: Any) -> dict[str, Any]:
    """What a form shows again: the values, and the group of which one more line was asked for."""
    return {**parse(model, posted), ANOTHER: posted.get(ANOTHER, "")}


def _several(posted: Any, name: str) -> list[str]:
    if hasattr(posted, "getlist"):
        chosen = posted.getlist(name)
    else:
        value = posted.get(name, [])
        chosen = value if isinstance(value, list) else [value]
    if len(chosen) == 1 and not isinstance(chosen[0], str):
        return list(chosen)
    return [part for one in chosen for part in str(one).replace("，", ",").split(",") if part]


def with_uploads(request: Request) -> Any:
    """What was posted, each uploaded file stored and its token put in the place of its field."""
    if not request.FILES:
        return request.POST
    posted = request.POST.copy()
    for name, upload in request.FILES.items():
        if not isinstance(upload, list) and upload is not None:
            posted[name] = uploads.take(upload.read(), upload.name or "", request.principal)
    return posted


def _rows(inner: type[BaseModel], name: str, posted: Any) -> list[dict[str, Any]]:
    """Lines of a repeated group from names such as `persons-0-name`; empty lines are dropped."""
    if isinstance(posted.get(name), list):
        return list(posted[name])
    lines: dict[int, dict[str, Any]] = {}
    for key in posted:
        group, _dash, rest = key.partition("-")
        at, _dash, column = rest.partition("-")
        if group == name and at.isdigit() and column in inner.model_fields and _said(posted, key) != "":
            lines.setdefault(int(at), {})[column] = _said(posted, key)
    return [lines[at] for at in sorted(lines) if not _untouched(inner, lines[at])]


def _untouched(inner: type[BaseModel], line: Mapping[str, Any]) -> bool:
    """Whether a line holds nothing but what the form itself had put there."""
    fields = inner.model_fields
    return all(not fields[n].is_required() and str(v) == shown(fields[n].get_default()) for n, v in line.items())


def build(
    model: type[BaseModel],
    values: Mapping[str, Any] | None = None,
    errors: Mapping[str, str] | None = None,
    around: Any = None,
    about: Any = None,
) -> list[FormField]:
    """The fields of a form, holding what was typed and what was wrong with it.

    `around` is the principal it is for, `about` the proceeding or the procedure.
    """
    return [_field(model, name, values or {}, errors or {}, around, about) for name in model.model_fields]


def _field(
    model: type[BaseModel], name: str, values: Mapping[str, Any], errors: Mapping[str, str], around: Any, about: Any
) -> FormField:
    how, info = asked(model, name), model.model_fields[name]
    kind = how["kind"]
    default = "" if info.is_required() else info.get_default(call_default_factory=True)
    value = values.get(name, default)
    inner = row_model(model, name)
    chooser = queries.chooser(kind)
    choices = chooser(values, around, about) if chooser else _choices(kind, how["choices"], around)
    if chooser and choices:
        kind = "choice"
    out = FormField(
        name=name,
        label=str(how["label"]),
        kind=kind,
        value=shown(value),
        required=info.is_required(),
        choices=[(str(v), str(label)) for v, label in choices],
        help=str(how["help"]),
        lines=how["lines"],
        at_most=how.get("at_most") if kind in ("text", "area") else None,
        input_type=INPUT_TYPES.get(kind, "text"),
        mono=kind in MONO,
        unit=_("yuan") if kind == "money" else "",
        suggest=reverse("web:suggest", args=[kind]) + "?q=" if kind in queries.suggesters() else "",
        errors=[text for key, text in errors.items() if key == name or (key.startswith(f"{name}.") and not inner)],
        section=str(how.get("section", "")),
        file_name=_file_name(value, around) if kind in FILES else "",
    )
    if inner:
        _repeat(out, inner, value or [], errors, around, one_more=values.get(ANOTHER) == name)
    elif kind == "choice" and many(model, name):
        out.kind, out.value = "choices", [str(v) for v in value or []]
    elif kind == "check":
        out.value = bool(value)
    elif kind == "scope":
        out.rows_of = queries.labels_of(kind, [c for c in out.value.replace("，", ",").split(",") if c])
    elif kind in ("division", "subject") and out.choices:
        out.kind = "choice"
    elif kind == "subject" and out.value:
        out.rows_of = queries.labels_of(kind, [out.value])
    return out


def _repeat(
    out: FormField, inner: type[BaseModel], lines: Any, errors: Mapping[str, str], around: Any, one_more: bool
) -> None:
    out.kind = "rows"
    out.columns = [{"name": n, "label": str(asked(inner, n)["label"])} for n in inner.model_fields]
    filled = [line if isinstance(line, dict) else line.model_dump() for line in lines]
    for at, line in enumerate([*filled, {}] if one_more or not filled else filled):
        out.rows.append([_cell(out.name, at, inner, column, line, errors, around) for column in inner.model_fields])


def _cell(
    group: str, at: int, inner: type[BaseModel], column: str, line: Any, errors: Mapping[str, str], around: Any
) -> Cell:
    how, info = asked(inner, column), inner.model_fields[column]
    key, kind = f"{group}.{at}.{column}", how["kind"]
    default = "" if info.is_required() else info.get_default(call_default_factory=True)
    value = line.get(column, default if not line else "")
    return Cell(
        name=f"{group}-{at}-{column}",
        label=str(how["label"]),
        value=shown(value),
        choices=[(str(v), str(text)) for v, text in how["choices"]],
        input_type="file" if kind in FILES else INPUT_TYPES.get(kind, "text"),
        errors=[errors[key]] if key in errors else [],
        required=info.is_required(),
        kind=kind,
        file_name=_file_name(value, around) if kind in FILES else "",
        personal=bool(how.get("personal")),
    )


def _file_name(value: Any, around: Any) -> str:
    """The name of a file that was uploaded with an earlier try."""
    found = uploads.opened(str(value), around) if value and around is not None else None
    return found.name if found else ""


def _choices(kind: str, given: Iterable[tuple[str, Any]], around: Any) -> list[tuple[str, str]]:
    if kind == "officer":
        return queries.officer_choices(around)
    if kind == "authority":
        return queries.authority_choices(around)
    if kind == "division":
        return queries.division_choices()
    if kind == "subject" and around is not None and around.kind == "party":
        return queries.own_subjects(around)
    return [(str(value), str(label)) for value, label in given]


def sends_files(one: FormField) -> bool:
    """Whether the field, or a column of its lines, uploads a file."""
    return one.kind in FILES or any(cell.kind == "file" for row in one.rows[:1] for cell in row)


def shown(value: Any) -> str:
    """A value as the text of an input."""
    if value is None:
        return ""
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "，".join(map(str, value))
    return str(value)


def labels(fields: Iterable[FormField], errors: Mapping[str, str]) -> list[FormField]:
    """The fields at fault, for the links of the refusal banner."""
    at_fault = {key.split(".")[0] for key in errors}
    return [one for one in fields if one.name in at_fault]


def fresh(posted: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, without the fields every form carries."""
    return {key: value for key, value in posted.items() if key not in AUTOMATIC}
