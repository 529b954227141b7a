"""Enquiries: asked by anybody, answered in writing."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hengjian.apps.consumer.procedures import Enquiry
from hengjian.kernel.act import act
from hengjian.kernel.given import Given, ask
from hengjian.kernel.models import Authority
from hengjian.kernel.occasion import Occasion
from hengjian.kernel.principal import APPLICANT
from hengjian.kernel.refusal import Incomplete

from .filing import BY_HAND, PHONE, sign
from .words import STAFF

NOT_TAKEN = gettext_lazy("The enquiry was not taken.")


class EnquiryAsked(Given):
    place_division: str = ask(gettext_lazy("County or district"), kind="division", pattern=r"^\d{6}(\d{3})?$")
    what: str = ask(gettext_lazy("Your question"), lines=5, at_least=4, at_most=3000)
    name: str = ask(gettext_lazy("Your name"), at_most=40, personal=True)
    phone: str = ask(gettext_lazy("Your phone"), kind="phone", pattern=PHONE, personal=True)


class EnquiryEntered(EnquiryAsked):
    channel: str = ask(gettext_lazy("Channel"), choices=BY_HAND)


class EnquiryReply(Given):
    reply: str = ask(gettext_lazy("Answer"), lines=6, at_least=2, at_most=3000)


def _enquiry(row: Enquiry, given: EnquiryAsked, on: Occasion) -> None:
    place: Any = Authority.objects.filter(pk=given.place_division[:6]).first()
    if place is None:
        raise Incomplete(str(NOT_TAKEN), fields={"place_division": _("There is no such authority.")})
    row.code = place.pk
    row.place_division, row.what = given.place_division, given.what
    row.title = f"咨询：{given.what[:60]}"
    sign(row, given.name, given.phone, on)


@act(None, Enquiry.asked, by=APPLICANT, label=gettext_lazy("Ask a question"))
def enquire(row: Enquiry, given: EnquiryAsked, on: Occasion) -> None:
    """Somebody asks about rights or rules."""
    row.channel = "platform_web"
    _enquiry(row, given, on)


@act(None, Enquiry.asked, by=STAFF, label=gettext_lazy("Enter an enquiry"))
def enter_enquiry(row: Enquiry, given: EnquiryEntered, on: Occasion) -> None:
    """An officer writes down a question that cannot be answered at once."""
    row.channel = given.channel
    _enquiry(row, given, on)
    if not on.principal.sees(row.code):
        row.code = on.principal.place


@act(Enquiry.asked, Enquiry.answered, by=STAFF, label=gettext_lazy("Answer the enquiry"), favourable=True)
def answer(row: Enquiry, given: EnquiryReply, on: Occasion) -> None:
    """Answer in writing; who asked is told."""
    row.reply = on.note = given.reply
    on.tell(APPLICANT, title=_("Your question %(number)s is answered") % {"number": row.number}, body=given.reply[:900])
