"""Issuing papers after commit: render from the frozen data, sign, store, and say so in the public record."""

from django.utils import timezone

from .files import store
from .models import Paper, PaperRecord
from .paper import render, sign_pdf


def papers_of(act_id: int) -> int:
    """Render and sign what an act has reserved and not yet got; gives how many were made."""
    made = 0
    for paper in Paper.objects.filter(act_id=act_id, file=None).select_related("proceeding"):
        now = timezone.now()
        pdf = sign_pdf(render(paper.template, paper.data), reason=paper.title, at=now)
        stored = store(pdf, "application/pdf")
        taken = Paper.objects.filter(pk=paper.pk, file=None).update(file=stored, issued_at=now)
        if taken:
            PaperRecord.objects.filter(pk=paper.verify_code).update(file_hash=stored.sha256)
        made += taken
    return made
