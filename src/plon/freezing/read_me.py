"""The first words of the folder, in every language of the house, as plain text."""

import datetime
import textwrap
from collections.abc import Iterable

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from plon.catalogue.presenting import project_summary
from plon.freezing import layout
from plon.freezing.living import living_address
from plon.freezing.scope import Scope

_WIDTH = 78
_LINE = "-" * _WIDTH


def read_me(scope: Scope, frozen_at: datetime.datetime, missing: Iterable[str], *, package: str) -> bytes:
    """Return the read-me: how to open the site, what lies where, how to check it.

    Args:
        scope: what is frozen.
        frozen_at: when.
        missing: files that the house could not hand out.
        package: where the project lies as a package; "" if it does not.
    """
    parts = []
    for language in scope.languages:
        with translation.override(language):
            parts.append(_one(scope, frozen_at, language, list(missing), package))
    text = f"\n\n{_LINE}\n\n".join(parts) + "\n"
    # With these line ends and this mark every program reads it, browsers without a server, too.
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def _one(scope: Scope, frozen_at: datetime.datetime, language: str, missing: list[str], package: str) -> str:
    project = scope.project
    title = project_summary(project, language).title
    paragraphs = [
        f"{title} · {project.number}".strip(" ·"),
        _("Open the file index.html with any browser. Nothing needs to be installed, and the internet is not needed."),
        _("This is how the public pages of the project stood on %(day)s. Copy the whole folder, never single pages.")
        % {"day": date_format(frozen_at, "DATE_FORMAT")},
        _("What lies in this folder:"),
    ]
    entries = [
        ("index.html", _("the beginning: choose a language")),
        (", ".join(f"{code}/" for code in scope.languages), _("the pages, one folder per language")),
        ("files/", _("the files of the results, each in a folder of its own")),
        ("covers/, pages/, photos/, papers/", _("pictures and documents of the pages")),
        ("copies/", _("copies of linked pages, as the project kept them") if scope.copies else ""),
        ("citations/", _("references for programs that keep them")),
        (f"{layout.SEARCH}/, {layout.STATIC}/", _("the search and the looks of the pages")),
        (package, _("the whole project as one package for archives and for another Plon (BagIt, ZIP)")),
        (layout.MARK, _("what was frozen and when, for programs")),
        (layout.SUMS, _("checksums of all files; to check them: sha256sum --check SHA256SUMS")),
    ]
    lines = [textwrap.fill(paragraph, _WIDTH) for paragraph in paragraphs]
    body = "\n\n".join(lines) + "\n\n" + "\n".join(_entry(name, what) for name, what in entries if name and what)
    if missing:
        body += "\n\n" + _("These files could not be read when the project was frozen, so they are not here:")
        body += "\n\n" + "\n".join(f"  - {file}" for file in missing)
    if living := living_address(project.get_absolute_url()):
        body += "\n\n" + _("On the internet, as long as there is a page:") + f"\n{living}"
    return body


def _entry(name: str, what: str) -> str:
    return textwrap.fill(f"{name}: {what}", _WIDTH, initial_indent="  ", subsequent_indent="    ")
