"""The forms by which entities of each kind are founded."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy

from hengjian.apps.registry.procedures.showing import COMPOSITIONS
from hengjian.kernel.given import Given, ask

from . import forms


class IndividualForm(Given):
    """An individual business."""

    name: str = forms.name_field()
    division: str = forms.division_field()
    operator: str = ask(gettext_lazy("Operator"), at_most=40, section=gettext_lazy("Persons"))
    id_number: str = ask(gettext_lazy("Identity number"), kind="id_number", personal=True, pattern=forms.ID)
    phone: str = forms.phone_field()
    composition: str = ask(gettext_lazy("Composition"), choices=COMPOSITIONS, pattern="^(person|family)$")
    premises: str = forms.premises_field(gettext_lazy("Business premises"))
    scope: str = forms.scope_field()
    approved_on: date | None = forms.approved_field()
    materials: list[forms.Handed] = forms.materials_field()
    promise: bool = forms.promise_field()


class CompanyForm(Given):
    """A limited or joint stock company, also with foreign capital."""

    name: str = forms.name_field()
    division: str = forms.division_field()
    type_code: str = forms.type_field(forms.COMPANY_TYPES)
    premises: str = forms.premises_field()
    premises_basis: str = forms.basis_field()
    scope: str = forms.scope_field()
    approved_on: date | None = forms.approved_field()
    term_until: date | None = ask(gettext_lazy("Term of operation, empty for unlimited"), kind="date", default=None)
    capital: Decimal = forms.capital_field()
    shares: list[forms.Holder] = forms.lines(gettext_lazy("Shareholders or promoters"), least=1, most=200)
    representative: str = forms.head_field(gettext_lazy("Legal representative"))
    id_number: str = forms.id_field()
    phone: str = forms.phone_field()
    posts: list[forms.Official] = forms.lines(
        gettext_lazy("Directors, supervisors, manager, head of finance, liaison"), least=1
    )
    owners: list[forms.Owner] = forms.lines(
        gettext_lazy("Beneficial owners"), help=gettext_lazy("Known to the authorities only; never published.")
    )
    origin: str = ask(
        gettext_lazy("Foreign investors: country or region, source of the funds"),
        default="",
        at_most=200,
        help=gettext_lazy(
            "The report on foreign investment is filed with the registration; no second one is asked for."
        ),
    )
    converts: str = forms.converts_field()
    agent: str = forms.agent_field()
    materials: list[forms.Handed] = forms.materials_field()
    promise: bool = forms.promise_field()


class NonCompanyForm(Given):
    """An enterprise legal person that is no company."""

    name: str = forms.name_field()
    division: str = forms.division_field()
    type_code: str = forms.type_field(forms.NON_COMPANY_TYPES)
    premises: str = forms.premises_field()
    premises_basis: str = forms.basis_field()
    scope: str = forms.scope_field()
    approved_on: date | None = forms.approved_field()
    capital: Decimal = forms.capital_field()
    shares: list[forms.Holder] = forms.lines(gettext_lazy("Contributors"), least=1)
    representative: str = forms.head_field(gettext_lazy("Legal representative"))
    id_number: str = forms.id_field()
    phone: str = forms.phone_field()
    posts: list[forms.Official] = forms.lines(gettext_lazy("Head of finance, liaison"))
    agent: str = forms.agent_field()
    materials: list[forms.Handed] = forms.materials_field()
    promise: bool = forms.promise_field()


class PartnershipForm(Given):
    """A general, special or limited partnership."""

    name: str = forms.name_field()
    division: str = forms.division_field()
    type_code: str = forms.type_field(forms.PARTNERSHIP_TYPES)
    premises: str = forms.premises_field(gettext_lazy("Main place of business"))
    premises_basis: str = forms.basis_field()
    scope: str = forms.scope_field()
    approved_on: date | None = forms.approved_field()
    term_until: date | None = ask(
        gettext_lazy("Term of the partnership, empty for unlimited"), kind="date", default=None
    )
    capital: Decimal = forms.capital_field(gettext_lazy("Sum of contributions"))
    shares: list[forms.Partner] = forms.lines(gettext_lazy("Partners"), least=1, most=200)
    representative: str = forms.head_field(gettext_lazy("Executive partner"))
    id_number: str = forms.id_field()
    phone: str = forms.phone_field()
    posts: list[forms.Official] = forms.lines(gettext_lazy("Head of finance, liaison"))
    owners: list[forms.Owner] = forms.lines(gettext_lazy("Beneficial owners"))
    converts: str = forms.converts_field()
    agent: str = forms.agent_field()
    materials: list[forms.Handed] = forms.materials_field()
    promise: bool = forms.promise_field()


class SoleForm(Given):
    """A sole proprietorship."""

    name: str = forms.name_field()
    division: str = forms.division_field()
    premises: str = forms.premises_field()
    premises_basis: str = forms.basis_field()
    scope: str = forms.scope_field()
    approved_on: date | None = forms.approved_field()
    capital: Decimal = forms.capital_field(gettext_lazy("Contribution"))
    property: str = ask(
        gettext_lazy("Contributed from"),
        choices=[("person", gettext_lazy("Own property")), ("family", gettext_lazy("Property of the family"))],
        default="person",
        pattern="^(person|family)$",
    )
    representative: str = forms.head_field(gettext_lazy("Investor"))
    id_number: str = ask(gettext_lazy("Identity number"), kind="id_number", personal=True, pattern=forms.ID)
    phone: str = forms.phone_field()
    converts: str = forms.converts_field()
    agent: str = forms.agent_field()
    materials: list[forms.Handed] = forms.materials_field()
    promise: bool = forms.promise_field()


class CooperativeForm(Given):
    """A farmers' cooperative."""

    name: str = forms.name_field()
    division: str = forms.division_field()
    premises: str = forms.premises_field()
    premises_basis: str = forms.basis_field()
    scope: str = forms.scope_field()
    approved_on: date | None = forms.approved_field()
    capital: Decimal = forms.capital_field(gettext_lazy("Sum of contributions"))
    members: list[forms.Member] = forms.lines(gettext_lazy("Members"), least=1, most=500)
    representative: str = forms.head_field(gettext_lazy("Legal representative"))
    id_number: str = forms.id_field()
    phone: str = forms.phone_field()
    posts: list[forms.Official] = forms.lines(gettext_lazy("Board members, liaison"))
    agent: str = forms.agent_field()
    materials: list[forms.Handed] = forms.materials_field()
    promise: bool = forms.promise_field()


class BranchForm(Given):
    """A branch of an enterprise that is registered anywhere in the country."""

    parent: str = ask(
        gettext_lazy("Unified social credit code of the parent"),
        pattern=forms.CODE,
        section=gettext_lazy("Parent"),
        help=gettext_lazy("A branch is registered within thirty days of the decision to open it."),
    )
    decided_on: date | None = ask(gettext_lazy("Day of the decision"), kind="date", default=None)
    name: str = forms.name_field()
    division: str = forms.division_field()
    type_code: str = forms.type_field(forms.BRANCH_TYPES)
    premises: str = forms.premises_field(gettext_lazy("Place of business"))
    premises_basis: str = forms.basis_field()
    scope: str = forms.scope_field()
    approved_on: date | None = forms.approved_field()
    representative: str = forms.head_field(gettext_lazy("Person in charge"))
    id_number: str = forms.id_field()
    phone: str = forms.phone_field()
    agent: str = forms.agent_field()
    materials: list[forms.Handed] = forms.materials_field()
    promise: bool = forms.promise_field()


class ForeignForm(Given):
    """A branch or representative office of a foreign enterprise."""

    foreign: str = ask(
        gettext_lazy("Foreign enterprise: name and country"), at_most=200, section=gettext_lazy("Parent")
    )
    name: str = forms.name_field()
    division: str = forms.division_field()
    type_code: str = forms.type_field(forms.FOREIGN_TYPES)
    premises: str = forms.premises_field(gettext_lazy("Place of business"))
    premises_basis: str = forms.basis_field()
    scope: str = forms.scope_field()
    approved_on: date | None = forms.approved_field()
    term_until: date | None = ask(gettext_lazy("Term"), kind="date", default=None)
    representative: str = forms.head_field(gettext_lazy("Person in charge"))
    id_number: str = forms.id_field()
    phone: str = forms.phone_field()
    agent: str = forms.agent_field()
    materials: list[forms.Handed] = forms.materials_field()
    promise: bool = forms.promise_field()
