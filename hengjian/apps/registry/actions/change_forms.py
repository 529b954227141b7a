"""What is filled in for a change, item by item."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy

from hengjian.apps.registry.procedures.showing import COMPOSITIONS
from hengjian.kernel.given import Given, ask

from . import forms


def subject_field() -> Any:
    """Which entity."""
    return ask(gettext_lazy("Entity"), kind="subject", section=gettext_lazy("Entity and decision"))


def decided_field() -> Any:
    """When it was decided: the law gives thirty days from then."""
    return ask(
        gettext_lazy("Day of the decision"),
        kind="date",
        default=None,
        help=gettext_lazy("A change is applied for within thirty days of the decision or the event."),
    )


class NameChange(Given):
    """A new name."""

    subject: int = subject_field()
    decided_on: date | None = decided_field()
    name: str = forms.name_field()
    materials: list[forms.Handed] = forms.materials_field()
    promise: bool = forms.promise_field()


class DomicileChange(Given):
    """A new domicile in the same county."""

    subject: int = subject_field()
    decided_on: date | None = decided_field()
    division: str = forms.division_field()
    premises: str = forms.premises_field()
    premises_basis: str = forms.basis_field()
    materials: list[forms.Handed] = forms.materials_field()
    promise: bool = forms.promise_field()


class ScopeChange(Given):
    """A new business scope."""

    subject: int = subject_field()
    decided_on: date | None = decided_field()
    scope: str = forms.scope_field()
    approved_on: date | None = forms.approved_field()
    materials: list[forms.Handed] = forms.materials_field()
    promise: bool = forms.promise_field()


class HeadChange(Given):
    """A new person at the head."""

    subject: int = subject_field()
    decided_on: date | None = decided_field()
    representative: str = forms.head_field(
        gettext_lazy("New legal representative, executive partner or person in charge")
    )
    id_number: str = forms.id_field()
    materials: list[forms.Handed] = forms.materials_field()
    promise: bool = forms.promise_field()


class OperatorChange(Given):
    """A new operator of an individual business, which goes on without being deregistered."""

    subject: int = subject_field()
    decided_on: date | None = decided_field()
    representative: str = forms.head_field(gettext_lazy("New operator"))
    id_number: str = ask(gettext_lazy("Identity number"), kind="id_number", personal=True, pattern=forms.ID)
    composition: str = ask(gettext_lazy("Composition"), choices=COMPOSITIONS, pattern="^(person|family)$")
    materials: list[forms.Handed] = forms.materials_field()
    promise: bool = forms.promise_field()


class CapitalChange(Given):
    """More capital, and who contributes it."""

    subject: int = subject_field()
    decided_on: date | None = decided_field()
    capital: Decimal = forms.capital_field(gettext_lazy("Capital afterwards"))
    shares: list[forms.Partner] = forms.lines(gettext_lazy("All holders afterwards"), least=1, most=200)
    materials: list[forms.Handed] = forms.materials_field()
    promise: bool = forms.promise_field()


class HoldersChange(Given):
    """Other shareholders or partners, or other shares between them."""

    subject: int = subject_field()
    decided_on: date | None = decided_field()
    shares: list[forms.Partner] = forms.lines(
        gettext_lazy("All holders afterwards"), least=1, most=200, section=gettext_lazy("Capital and holders")
    )
    materials: list[forms.Handed] = forms.materials_field()
    promise: bool = forms.promise_field()


class TermChange(Given):
    """Another term of operation."""

    subject: int = subject_field()
    decided_on: date | None = decided_field()
    term_until: date | None = ask(gettext_lazy("Term of operation, empty for unlimited"), kind="date", default=None)
    materials: list[forms.Handed] = forms.materials_field()
    promise: bool = forms.promise_field()


class TypeChange(Given):
    """Another type, such as a limited company that becomes a joint stock company."""

    subject: int = subject_field()
    decided_on: date | None = decided_field()
    type_code: str = forms.type_field(forms.COMPANY_TYPES + forms.PARTNERSHIP_TYPES)
    name: str = ask(gettext_lazy("Name with the new form"), kind="name", at_most=100)
    capital: Decimal = forms.capital_field()
    shares: list[forms.Partner] = forms.lines(gettext_lazy("All holders afterwards"), least=1, most=200)
    materials: list[forms.Handed] = forms.materials_field()
    promise: bool = forms.promise_field()


class Reduction(Given):
    """Less capital."""

    subject: int = subject_field()
    decided_on: date | None = decided_field()
    covers_losses: bool = ask(
        gettext_lazy("It only covers losses: nothing is paid out and nobody is freed of his contribution"),
        kind="check",
        default=False,
    )
    notified_on: date | None = ask(gettext_lazy("Day on which creditors were notified"), kind="date", default=None)
    capital: Decimal = forms.capital_field(gettext_lazy("Capital afterwards"))
    shares: list[forms.Partner] = forms.lines(gettext_lazy("All holders afterwards"), least=1, most=200)
    materials: list[forms.Handed] = forms.materials_field()
    promise: bool = forms.promise_field()


class Move(Given):
    """A move to the place of another authority."""

    subject: int = subject_field()
    decided_on: date | None = decided_field()
    division: str = forms.division_field()
    premises: str = forms.premises_field(gettext_lazy("New domicile"))
    premises_basis: str = forms.basis_field()
    materials: list[forms.Handed] = forms.materials_field()
    promise: bool = forms.promise_field()
