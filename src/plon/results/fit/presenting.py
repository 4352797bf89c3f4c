"""A fit card as it is read: short lines in words, nothing where the team said nothing."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from plon.programme.codelists import codelist
from plon.programme.fit import fit_label, fit_meaning, fit_name, known
from plon.results.fit.facets import card_or_none, editable
from plon.results.models import FitCard, FitText, Result
from plon.texts import best_language

_ICONS = {
    "audience": "people",
    "learners": "target",
    "age": "person",
    "level": "home",
    "time": "clock",
    "size": "people",
    "preparation": "list",
    "language_level": "chat",
    "offline": "globe",
    "editable": "edit",
    "licence": "key",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing a visitor looks for: an icon, what it is called, what holds here."""

    key: str
    icon: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Quality:
    """One kind of evidence, and what a reader may conclude from it."""

    code: str
    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Words:
    """What the team wrote, in the language that serves the reader best."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Card:
    """What `results/fit/_card.html` shows."""

    lines: tuple[Line, ...]
    qualities: tuple[Quality, ...]
    piloted: str
    materials: Words | None
    preparation: Words | None
    quality_note: Words | None


def card_of(result: Result, language: str) -> Card | None:
    """Return the card of a result loaded with `fit` and its texts; None while it says nothing."""
    fit = card_or_none(result)
    if fit is None:
        return None
    texts = list(fit.texts.all())
    values = (
        ("audience", _listed("audience", fit.audiences, language)),
        ("learners", _listed("learners", fit.learners, language)),
        ("age", ages(fit)),
        ("level", _listed("level", fit.levels, language)),
        ("time", duration(fit)),
        ("size", people(fit)),
        ("preparation", fit_label("preparation", fit.preparation, language)),
        ("language_level", ", ".join(known("language_level", fit.language_levels))),
        ("offline", fit_label("offline", fit.works_offline, language)),
        ("editable", "".join(fit_label("editable", value, language) for value in editable(result, fit))),
    )
    lines = [Line(key, _ICONS[key], fit_name(key, language), value) for key, value in values if value]
    card = Card(
        lines=tuple(lines),
        qualities=tuple(
            Quality(code, fit_label("quality", code, language), fit_meaning("quality", code, language))
            for code in known("quality", fit.qualities)
        ),
        piloted=_piloted(fit),
        materials=_words(texts, "materials", language),
        preparation=_words(texts, "preparation", language),
        quality_note=_words(texts, "quality_note", language),
    )
    is_told = card.qualities or card.piloted or card.materials or card.preparation or card.quality_note
    if not is_told and {line.key for line in lines} <= {"editable"}:
        return None
    return _with_licence(card, result, language)


def _with_licence(card: Card, result: Result, language: str) -> Card:
    """Add what the licence lets people do, in a line: it decides, too, whether a thing fits."""
    words = permission(result.licence)
    if not words:
        return card
    line = Line("licence", _ICONS["licence"], fit_name("licence", language), words)
    return replace(card, lines=(*card.lines, line))


def permission(licence: str) -> str:
    """Say in a line what a licence allows and what it asks, for the reader who takes the thing; "" for none."""
    term = codelist("licences").get(licence)
    if term is None:
        return ""
    allows, conditions = term.extra["allows"], term.extra["conditions"]
    if "share" not in allows:
        return _("read it; for anything more ask those who made it")
    may = _("use it, change it, pass it on") if "adapt" in allows else _("use it and pass it on unchanged")
    asks = {
        "attribution": _("name the authors"),
        "sharealike": _("keep the same licence"),
        "noncommercial": _("don’t earn money with it"),
    }
    terms = "; ".join(words for condition, words in asks.items() if condition in conditions)
    return f"{may} ({terms})" if terms else may


def _listed(key: str, codes: list[str], language: str) -> str:
    return ", ".join(fit_label(key if key != "learners" else "audience", code, language) for code in known(key, codes))


def ages(fit: FitCard) -> str:
    """Return the age of the learners in words, e.g. "10 to 15 years"; "" if not told."""
    start, end = fit.age_from, fit.age_to
    if start is None and end is None:
        return ""
    if end is None:
        return _("from %(age)d years") % {"age": start}
    if not start:
        return ngettext("up to %(age)d year", "up to %(age)d years", end) % {"age": end}
    span = str(end) if start == end else _span(start, end)
    return ngettext("%(span)s year", "%(span)s years", end) % {"span": span}


def people(fit: FitCard) -> str:
    """Return the size of the group in words, e.g. "10 to 30 people"; "" if not told."""
    start, end = fit.group_from, fit.group_to
    if start is None and end is None:
        return ""
    if end is None:
        return ngettext("at least %(count)d person", "at least %(count)d people", start or 1) % {"count": start}
    if start is None:
        return ngettext("up to %(count)d person", "up to %(count)d people", end) % {"count": end}
    if start == end == 1:
        return _("one person")
    span = str(end) if start == end else _span(start, end)
    return ngettext("%(span)s person", "%(span)s people", end) % {"span": span}


def duration(fit: FitCard) -> str:
    """Return the time in words, in the unit that the team counts in; "" if not told."""
    start, end = fit.time_from or fit.time_to, fit.time_to or fit.time_from
    if start is None or end is None:
        return ""
    span = str(end) if start == end else _span(start, end)
    return _counted_in(fit.time_unit, end) % {"span": span}


def _counted_in(unit: str, count: int) -> str:
    match unit:
        case "minutes":
            return ngettext("%(span)s minute", "%(span)s minutes", count)
        case "hours":
            return ngettext("%(span)s hour", "%(span)s hours", count)
        case "days":
            return ngettext("%(span)s day", "%(span)s days", count)
        case "weeks":
            return ngettext("%(span)s week", "%(span)s weeks", count)
        case "lessons":
            return ngettext("%(span)s lesson of 45 minutes", "%(span)s lessons of 45 minutes", count)
        case _:
            raise ValueError(f"{unit!r} is no unit of the fit card")


def _span(start: int, end: int) -> str:
    return pgettext("range of numbers", "%(start)d to %(end)d") % {"start": start, "end": end}


def _piloted(fit: FitCard) -> str:
    if not fit.piloted_with:
        return ""
    return ngettext(
        "Tried out by %(count)d person.", "Tried out by %(count)d people.", fit.piloted_with
    ) % {"count": fit.piloted_with}  # fmt: skip


def _words(texts: list[FitText], name: str, language: str) -> Words | None:
    by_language = {text.language: getattr(text, name) for text in texts if getattr(text, name)}
    best = best_language(by_language, language)
    return Words(by_language[best], best) if best else None
