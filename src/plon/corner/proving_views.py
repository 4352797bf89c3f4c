"""Showing an act of one's own partner with evidence, and taking a piece away from it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from plon.activities.proofs import unprove
from plon.corner.gate import Corner, corner_page
from plon.corner.proving import sent_before, show, take_files, take_link
from plon.corner.queries import own_acts
from plon.errors import DomainError
from plon.evidence.models import Evidence
from plon.projects.pages import words_of


@require_POST
@corner_page
def prove_act(request: HttpRequest, corner: Corner, act: str) -> HttpResponse:
    """Take what the form brings as proof of an act; what is refused is told, the rest is kept.

    Sent twice it does the same once: the same file or address gives its first piece. (A form's receipt would keep the
    address it leads to, and with it the secret.)
    """
    found = get_object_or_404(own_acts(corner.link), public_id=act)
    filed, refused = take_files(corner, request.FILES.getlist("files"))
    linked, refused_links = take_link(corner, request.POST.get("link", ""))
    pieces = [*sent_before(corner, request.POST.getlist("evidence")), *filed, *linked]
    try:
        count = show(found, pieces, corner, is_everybody="everybody" in request.POST, is_list="is_list" in request.POST)
    except (DomainError, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
        count = 0
    for words in (*refused, *refused_links):
        messages.error(request, words)
    if count:
        told = ngettext("%(n)s piece of evidence shows it now.", "%(n)s pieces of evidence show it now.", count)
        messages.success(request, told % {"n": count})
    elif not (pieces or refused or refused_links):
        messages.info(request, _("Choose a file or give a link first."))
    return redirect("corner:act", corner.secret, act)


@require_POST
@corner_page
def unprove_act(request: HttpRequest, corner: Corner, act: str, evidence: str) -> HttpResponse:
    """Take a piece that the partner brought away from an act; it stays among the project's evidence."""
    found = get_object_or_404(own_acts(corner.link), public_id=act)
    own = Evidence.objects.filter(organisation=corner.link.organisation, proofs__activity=found).distinct()
    piece = get_object_or_404(own, public_id=evidence)
    unprove(found, piece, by=corner.guest)
    messages.success(request, _("“%(piece)s” no longer shows it. The team still has it.") % {"piece": piece})
    return redirect("corner:act", corner.secret, act)
