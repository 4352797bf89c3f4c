"""A report that begins with what the room of events knows."""

from collections.abc import Collection, Mapping
from html import escape

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plon.accounts.models import User
from plon.events.reporting import Draft, ReportedEvent, ReportMaker, register_report_maker
from plon.portal.cms.tree import ensure_tree
from plon.portal.enums import ArticleKind
from plon.portal.models import LONGEST_LEAD, Article
from plon.portal.names import name_from
from plon.portal.news.queries import articles_for
from plon.texts import render_markdown, without_controls


def register_reports() -> None:
    register_report_maker(ReportMaker(make=begin_report, public=public_reports, address=writing_address))


def begin_report(event: ReportedEvent, by: User) -> Draft:
    """Begin the report of an event as a draft in each language that the event has; nothing is published.

    Returns:
        the draft whose reference is shared by all its languages, and where the first one is written on.
    """
    folders = ensure_tree()
    first: Article | None = None
    for language in (one for one in folders if one in event.titles):
        article = _draft(event, language, by)
        if first is not None:
            article.translation_key = first.translation_key
        folders[language].add_child(instance=article)
        article.save_revision(user=by)
        first = first or article
    if first is None:
        raise ValueError("an event without a title can't be reported")
    return Draft(str(first.translation_key), reverse("wagtailadmin_pages:edit", args=[first.pk]))


def _draft(event: ReportedEvent, language: str, by: User) -> Article:
    with translation.override(language):
        title = without_controls(_("Report: %(event)s") % {"event": event.titles[language]})
        return Article(
            title=title[:255],
            slug=f"{name_from(event.titles[language], 'report')}-{event.public_id}",
            kind=ArticleKind.REPORT,
            lead=without_controls(event.summaries.get(language, ""))[:LONGEST_LEAD],
            body=_pieces(event, language),
            owner=by,
            live=False,
        )


def _pieces(event: ReportedEvent, language: str) -> list[tuple[str, object]]:
    """Return what is known already: when, where, how many came, the agenda, the event's own page."""
    facts = [date_format(event.starts_at, "DATE_FORMAT")]
    if event.place:
        facts.append(event.place)
    if event.came is not None:
        facts.append(ngettext("%(count)d person came", "%(count)d people came", event.came) % {"count": event.came})
    # Not within the braces below: what collects the texts to translate does not look there.
    name = _("Page of the event")
    link = f'<a href="{escape(event.address)}">{escape(name)}</a>'
    told = f"<p>{escape(' · '.join(facts))}</p><p>{link}</p>"
    pieces: list[tuple[str, object]] = [("text", told)]
    if agenda := event.agendas.get(language):
        pieces += [("heading", _("What it was about")), ("text", str(render_markdown(agenda)))]
    return pieces


def public_reports(references: Collection[str], language: str) -> Mapping[str, str]:
    """Return the addresses of published reports by their reference."""
    found = articles_for(language).filter(translation_key__in=list(references))
    return {str(article.translation_key): article.get_url() for article in found}


def writing_address(reference: str) -> str:
    """Return where a report, published or not, is written on: in the first of the languages that are still kept."""
    first = Article.objects.filter(translation_key=reference).order_by("pk").values_list("pk", flat=True).first()
    return reverse("wagtailadmin_pages:edit", args=[first]) if first else ""
