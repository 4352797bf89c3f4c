"""What the platform would refuse, or an officer send back: one short function per rule, over frozen values alone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plon.linkwatch.enums import LinkHealth
from plon.resultsplatform.enums import Weight
from plon.resultsplatform.platform import platform
from plon.resultsplatform.sheets import Book, Sheet


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to mend before it is typed in.

    Attributes:
        code: of the rule.
        weight: what comes of it if nobody mends it.
        message: what it is, with `params`.
        why: the reason, or what helps.
        field: where on the result's page it is mended: an anchor, "" for its top.
        about: what of the result it is, such as a file's name; "" for all of it.
    """

    code: str
    weight: Weight
    message: Promise
    why: Promise
    field: str = ""
    about: str = ""


Rule = Callable[[Sheet], Iterator[Remark]]


def remarks_on(sheet: Sheet) -> list[Remark]:
    """Return what is to mend in a result, what would be refused first."""
    return _by_weight(remark for rule in _RULES for remark in rule(sheet))


def remarks_on_book(book: Book) -> list[Remark]:
    """Return what is to mend in the project itself."""
    return _by_weight(_project(book))


def _by_weight(remarks: Iterator[Remark]) -> list[Remark]:
    order = list(Weight)
    return sorted(remarks, key=lambda remark: order.index(remark.weight))


def _words(sheet: Sheet) -> Iterator[Remark]:
    if not sheet.description:
        yield Remark("no-description", Weight.REFUSED, _("No description is written"),
                     _("The platform asks for a title and a description."), "text-en")  # fmt: skip
    elif not sheet.is_english:
        yield Remark("no-english", Weight.SENT_BACK, _("Title and description are not written in English"),
                     _("The platform is read in English. Write both there; the other language stays."),
                     "text-en")  # fmt: skip
    elif len(sheet.description) < platform().thin_description:
        yield Remark("thin", Weight.SENT_BACK, _("The description is thin"),
                     _("Say what it is, for whom, how it is used: officers send back what only repeats the title."),
                     "text-en")  # fmt: skip


def _category(sheet: Sheet) -> Iterator[Remark]:
    if not sheet.category:
        yield Remark("no-category", Weight.REFUSED, _("No category of the 2024 list is chosen"),
                     _("The platform asks for one of the fifteen."), "field-category",
                     sheet.old_category)  # fmt: skip
    if not sheet.languages:
        yield Remark("no-language", Weight.LOOK, _("The language of the result is not said"),
                     _("The platform asks for it."), "field-languages")  # fmt: skip


def _files(sheet: Sheet) -> Iterator[Remark]:
    if not sheet.files and not sheet.links:
        yield Remark("nothing", Weight.SENT_BACK, _("There is no file and no link"),
                     _("A result without anything to take can’t be judged."), "files")  # fmt: skip
    for file in sheet.files:
        if file.size > platform().file_limit:
            yield Remark("large", Weight.REFUSED, _("A file is larger than 100 MB"),
                         _("Make it smaller, split it, or give a link instead."), "files", file.original)  # fmt: skip
        if file.ending not in platform().sure_endings:
            yield Remark("format", Weight.LOOK, _("The platform may not take this format"),
                         _("Text and office formats are taken; if it refuses this one, type in the address of the "
                           "result instead."), "files", file.original)  # fmt: skip


def _links(sheet: Sheet) -> Iterator[Remark]:
    for link in sheet.links:
        if link.health == LinkHealth.UNSAFE:
            yield Remark("unsafe", Weight.SENT_BACK, _("A link leads to something that is not yours any more"),
                         _("Change it or take it out."), "links", link.url)  # fmt: skip
        elif link.health == LinkHealth.BROKEN:
            yield Remark("broken", Weight.SENT_BACK, _("A link does not work"),
                         _("Broken links are among the most frequent reasons for sending back."), "links",
                         link.url)  # fmt: skip


def _cover(sheet: Sheet) -> Iterator[Remark]:
    if sheet.cover is None:
        yield Remark("no-cover", Weight.LOOK, _("There is no cover"),
                     _("A list of results with pictures is looked at longer."), "cover")  # fmt: skip


def _project(book: Book) -> Iterator[Remark]:
    if book.logo and book.logo.size > platform().logo_limit:
        yield Remark("large-logo", Weight.REFUSED, _("The logo of the project is larger than 1 MB"),
                     _("Save it smaller and upload it again among the tools."), about=book.logo.original)  # fmt: skip
    if book.website and book.website_health in {LinkHealth.BROKEN, LinkHealth.UNSAFE}:
        yield Remark("website", Weight.SENT_BACK, _("The website of the project does not work"),
                     _("The platform shows it beside your results."), about=book.website)  # fmt: skip
    if not book.number:
        yield Remark("no-number", Weight.LOOK, _("The project has no number here"),
                     _("Compare it with the card on the platform before you type."))  # fmt: skip


_RULES: tuple[Rule, ...] = (_words, _category, _files, _links, _cover)

# What no program can look up: the person ticks it off beside the platform (domain.md §4.2, §4.3, §4.8).
BY_HAND: tuple[Promise, ...] = (
    _("Sign in with the EU Login account of the contact person, with the e-mail address to which the platform wrote. "
      "“Access forbidden” mostly means another address, or other tabs that are open."),
    _("Decide whether the contact details are shown to everyone: without the person’s consent hide them."),
    _("Only the coordinator has access. Name a second contact person in the Beneficiary Module before somebody is "
      "ill or leaves."),
    _("Results can be sent for review only after the end of the project, or once the final report is in. Typing them "
      "in is possible before: do it as they become ready."),
    _("Open every file on the platform once after it was uploaded, and follow every link."),
    _("The files carry the EU emblem, the funding statement, the disclaimer and their licence."),
    _("Wait until the officer has approved the results before the project is closed; afterwards only the helpdesk can "
      "open it again."),
)  # fmt: skip
