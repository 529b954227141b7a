"""A survey for who runs it, the answer page for who has a code, and results for everybody."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from hengjian.apps.planning.actions.surveys import take_answers
from hengjian.apps.planning.procedures import Survey
from hengjian.apps.planning.queries import surveys
from hengjian.apps.planning.queries.programmes import published
from hengjian.apps.planning.rules.sampling import LIKERT, NPS
from hengjian.kernel.procedure import Procedure
from hengjian.kernel.refusal import Refusal
from hengjian.web import forms
from hengjian.web.access import Request, officers, public
from hengjian.web.export import table
from hengjian.web.navigation import Entry
from hengjian.web.proceeding import invite

from .frame import paged, shown

navigation = [
    Entry("services", gettext_lazy("Answer a survey"), "/answer/", public=True),
    Entry("record", gettext_lazy("Results of surveys"), "/surveys/", public=True),
]
AGREEMENT = {
    "1": gettext_lazy("Very dissatisfied"),
    "2": gettext_lazy("Dissatisfied"),
    "3": gettext_lazy("Neither"),
    "4": gettext_lazy("Satisfied"),
    "5": gettext_lazy("Very satisfied"),
}


@public
@require_http_methods(["GET", "POST"])
def answer(request: Request) -> HttpResponseBase:
    """Without an account: a code opens the questionnaire and takes it once. Nothing about the visit is kept."""
    typed: Any = request.POST if request.method == "POST" else request.GET
    code = str(typed.get("code", "")).strip()[:20]
    found = surveys.survey_of_code(code) if code else None
    refusal: Refusal | None = None
    if request.method == "POST" and found:
        try:
            take_answers(code, typed, timezone.localdate())
            return HttpResponseRedirect(reverse("planning:answered"))
        except Refusal as refused:
            refusal = refused
    errors = refusal.fields if refusal else {}
    context = {
        "title": found[0].title if found else _("Answer a survey"),
        "code": code,
        "survey": found[0] if found and not found[1] else None,
        "used": bool(found and found[1]),
        "unknown": bool(code and not found),
        "fields": _fields(found[0], typed, errors) if found else [],
        "refusal": refusal,
    }
    reply = shown(request, "planning/answer.html", context, status=refusal.status if refusal else 200)
    reply["Cache-Control"] = "no-store"
    return reply


def _fields(survey: Survey, typed: Any, errors: dict[str, str]) -> list[forms.FormField]:
    return [_field(at, question, typed, errors) for at, question in enumerate(survey.questions)]


def _field(at: int, question: dict[str, Any], typed: Any, errors: dict[str, str]) -> forms.FormField:
    name, kind = f"q{at}", question["kind"]
    one = forms.FormField(
        name, f"{at + 1}. {question['text']}", "area" if kind == "text" else "choice", str(typed.get(name, ""))
    )
    one.errors = [errors[name]] if name in errors else []
    one.required, one.lines, one.at_most = kind != "text", 4, 500
    if kind == "likert":
        one.choices = [(key, str(AGREEMENT[key])) for key in map(str, range(LIKERT[0], LIKERT[1] + 1))]
    elif kind == "nps":
        one.choices = [(str(n), str(n)) for n in range(NPS[0], NPS[1] + 1)]
        one.help = _("0: certainly not, 10: certainly")
    elif kind == "choice":
        one.choices = [(str(n), option) for n, option in enumerate(question["options"])]
    return one


@public
@require_GET
def answered(request: Request) -> HttpResponseBase:
    """Thanks; nothing that was answered is shown again."""
    return shown(request, "planning/answered.html", {"title": _("Your answers have been taken")})


@public
@require_GET
def results(request: Request) -> HttpResponseBase:
    """Published results, each with its error, its answers and its response."""
    context = {"title": _("Results of surveys"), **paged(request, published(surveys.RESULT))}
    return shown(request, "planning/results.html", context)


@public
@require_GET
def result(request: Request, pk: int) -> HttpResponseBase:
    """One published result, question by question."""
    found = get_object_or_404(published(surveys.RESULT), pk=pk)
    context = {"title": found.title, "d": found, "r": found.body["figures"]}
    return shown(request, "planning/result.html", context)


@officers
@require_GET
def survey(request: Request, pk: int) -> HttpResponseBase:
    """Response by stratum while it runs, the result once it is worked out."""
    row = get_object_or_404(Survey, pk=pk)
    parts = surveys.progress(row)
    asked, done = sum(p["invited"] for p in parts), sum(p["answered"] for p in parts)
    counted = row.state in ("counted", "published")
    context = {
        "title": row.title,
        "p": row,
        "stage": row.stage.label,
        "parts": parts,
        "asked": asked,
        "done": done,
        "share": round(100 * done / asked) if asked else 0,
        "r": row.result or None,
        "texts": surveys.texts_of(row) if counted else [],
    }
    return render(request, "planning/survey.html", context)


@officers
@require_GET
def codes(request: Request, pk: int) -> HttpResponseBase:
    """Codes to hand out by channel, as a table; used ones and those that were told to a subject are not among them."""
    row = get_object_or_404(Survey, pk=pk, state="fielding")
    base = request.build_absolute_uri(reverse("planning:answer"))
    rows = [(row.strata[one.stratum], one.code) for one in surveys.codes_of(row)]
    lines = [[stratum["name"], stratum["channel"], code, f"{base}?code={code}"] for stratum, code in rows]
    return table("survey-codes", ["层", "渠道", "邀请码", "地址"], lines)


@officers
@require_GET
def draw(request: Request, pk: int) -> HttpResponseBase:
    """What is needed to hold the lot again: the frame of that hash, the root, who was drawn."""
    row = get_object_or_404(Survey, pk=pk)
    if not row.root or row.frame != "subjects":
        raise Http404
    reply = JsonResponse(surveys.proof_of(row), json_dumps_params={"ensure_ascii": False})
    reply["Content-Disposition"] = 'attachment; filename="survey-draw.json"'
    return reply


@invite
def to_survey(row: Procedure, request: Request) -> tuple[str, str] | None:
    """From the matter to response and result."""
    if not isinstance(row, Survey) or request.principal.kind != "officer":
        return None
    return _("Response and result"), f"/planning/surveys/{row.pk}/"


urlpatterns = [
    path("answer/", answer, name="answer"),
    path("answer/done/", answered, name="answered"),
    path("surveys/", results, name="results"),
    path("surveys/<int:pk>/", result, name="result"),
    path("planning/surveys/<int:pk>/", survey, name="survey"),
    path("planning/surveys/<int:pk>/codes.csv", codes, name="codes"),
    path("planning/surveys/<int:pk>/draw.json", draw, name="draw"),
]
