"""What an act is given: pydantic models whose fields know how to ask. Page form and API schema come from the same model."""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidationError,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, ErrorDetails, core_schema

from .refusal import Incomplete

Text = str | Promise


def has_nul(given: Any) -> bool:
    """Does any text in what was given hold the character NUL?"""
    if isinstance(given, str):
        return "\0" in given
    if isinstance(given, dict):
        return any(has_nul(value) for value in given.values())
    return isinstance(given, (list, tuple)) and any(has_nul(value) for value in given)


class Given(BaseModel):
    """Base of everything an act is given. Unknown fields are refused, outer blanks removed."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, validate_default=False, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def without_nul(cls, given: Any) -> Any:
        """Text that no database can hold is refused like any other bad input."""
        if has_nul(given):
            raise ValueError("a text holds the character NUL")
        return given


class Nothing(Given):
    """An act that needs nothing said."""


def ask(
    label: Text,
    *,
    kind: str = "text",
    default: Any = ...,
    help: Text = "",
    lines: int = 1,
    at_least: int | None = None,
    at_most: int | None = None,
    choices: Iterable[tuple[str, Text]] = (),
    pattern: str | None = None,
    personal: bool = False,
    section: Text = "",
    stands: str = "",
) -> Any:
    """A field that a form asks for and an API takes.

    `kind` is text, area, choice, date, money, number, phone, id_number, officer, authority, check or file; `personal`
    marks what is masked on screen. `at_least` and `at_most` bound the length of a text or the size of a number.
    `section` begins a new part of the form under that heading. A file is given as the token of an upload. `stands` names
    the column of the matter whose value stands in the form before anybody has touched it: what is to be corrected.
    """
    numeric = kind in ("money", "number")
    limits: dict[str, Any] = {}
    if at_least is not None:
        limits["ge" if numeric else "min_length"] = at_least
    elif default is ... and not numeric and kind in ("text", "area", "phone", "id_number"):
        limits["min_length"] = 1
    if at_most is not None:
        limits["le" if numeric else "max_length"] = at_most
    options = list(choices)
    extra = {
        "ask": {
            "label": label,
            "kind": "choice" if options else ("area" if lines > 1 else kind),
            "help": help,
            "lines": lines,
            "choices": options,
            "personal": personal,
            "at_most": at_most,
            "section": section,
            "stands": stands,
        }
    }
    field: Any = Field(default, pattern=pattern, **limits)
    field.json_schema_extra = None
    field.metadata.append(Asked(extra["ask"]))
    if options:
        field.metadata.append(Among((str(key) for key, _label in options), default))
    return field


class Among:
    """An answer, or each of several, must be one of the choices offered; what stands for no answer may be said too."""

    def __init__(self, keys: Iterable[str], default: Any) -> None:
        self.keys, self.default = list(keys), default

    def check(self, value: Any) -> Any:
        answers = value if isinstance(value, (list, tuple)) else [value]
        if value != self.default and not all(str(answer) in self.keys for answer in answers):
            raise ValueError(_("Choose one of the values offered."))
        return value

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The choices stand in the API's document too, where they are texts."""
        shown = handler(core)
        told = shown.get("items", shown)
        if told.get("type") == "string":
            silent = [self.default] if isinstance(self.default, str) and self.default not in self.keys else []
            told["enum"] = self.keys + silent
        return shown


class Asked(dict[str, Any]):
    """How a field is asked for; kept in the metadata of the pydantic field."""

    __hash__ = object.__hash__  # type: ignore[assignment]


def asked(model: type[BaseModel], name: str) -> dict[str, Any]:
    """How the field is asked for; falls back to its name."""
    found = next((m for m in model.model_fields[name].metadata if isinstance(m, Asked)), None)
    return found if found is not None else {"label": name, "kind": "text", "lines": 1, "choices": [], "help": ""}


def parse(model: type[BaseModel], values: dict[str, Any], what: Text) -> Any:
    """Validated input, or `Incomplete` naming each field at fault and what its value must be."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        fields = {".".join(map(str, e["loc"])) or "form": message(e) for e in error.errors()}
        raise Incomplete(
            what,
            fact=_("%(count)d of the values given cannot be used.") % {"count": len(fields)},
            remedy=_("Correct the fields marked below and send again."),
            fields=fields,
        ) from None


def message(error: ErrorDetails) -> str:
    """A pydantic error in the words of a form."""
    context = error.get("ctx", {})
    kind = error["type"]
    if kind == "string_too_short" and context.get("min_length") == 1 or kind == "missing":
        return _("This must be filled in.")
    texts = {
        "string_too_short": _("At least %(min_length)s characters.") % {"min_length": context.get("min_length", "")},
        "string_too_long": _("At most %(max_length)s characters.") % {"max_length": context.get("max_length", "")},
        "too_short": _("At least %(min_length)s lines.") % {"min_length": context.get("min_length", "")},
        "too_long": _("At most %(max_length)s lines.") % {"max_length": context.get("max_length", "")},
        "string_pattern_mismatch": _("This is not in the expected form."),
        "greater_than_equal": _("At least %(ge)s.") % {"ge": context.get("ge", "")},
        "less_than_equal": _("At most %(le)s.") % {"le": context.get("le", "")},
        "extra_forbidden": _("This field is not asked for."),
        "literal_error": _("Choose one of the values offered."),
        "enum": _("Choose one of the values offered."),
    }
    if kind == "value_error":
        return str(context.get("error", error["msg"]))
    if kind.startswith(("int_", "decimal_", "float_")):
        return _("Write a number.")
    if kind.startswith(("date_", "datetime_")):
        return _("Write a date such as 2026-11-20.")
    if kind.startswith("bool_"):
        return _("Answer yes or no.")
    return texts.get(kind, error["msg"])
