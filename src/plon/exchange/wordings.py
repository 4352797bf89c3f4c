"""Codes of the report in words: why a row was refused, and which of its values were left out."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

REASONS: dict[str, str | Promise] = {
    "number-missing": gettext_lazy("The row has no project number."),
    "number-too-long": gettext_lazy("The project number is longer than any number can be: %(value)s"),
    "title-missing": gettext_lazy("The row has no project title."),
    "too-many-cells": gettext_lazy(
        "The row has more cells than there are headings, so its values can't be told apart."
    ),
}
WARNINGS: dict[str, str | Promise] = {
    "not-understood": gettext_lazy("%(field)s: “%(value)s” was not understood and was left out."),
    "ends-before-start": gettext_lazy("The end date %(value)s is before the start, so it was left out."),
    "number-unknown-form": gettext_lazy("“%(value)s” is not a form of number that Plon knows; it was kept as it is."),
    "cut": gettext_lazy("The title is longer than 600 characters, so its end was left out."),
    "repeated": gettext_lazy("The same project stands again in row %(value)s; the later row counts."),
}
FIELDS: dict[str, str | Promise] = {
    "number": gettext_lazy("Project number"),
    "title": gettext_lazy("Title"),
    "start": gettext_lazy("Start date"),
    "end": gettext_lazy("End date"),
    "call_year": gettext_lazy("Call year"),
    "status": gettext_lazy("Status"),
    "grant": gettext_lazy("Grant"),
    "countries": gettext_lazy("Countries"),
    "country": gettext_lazy("Country of an organisation"),
    "website": gettext_lazy("Website"),
    "card": gettext_lazy("Project card"),
}
NOTES: dict[str, str | Promise] = {
    "damaged-letters": gettext_lazy("A few letters of the file were damaged and show as �."),
}


def remark_text(remark: Mapping[str, str]) -> str:
    """Say a remark of the report (code, field, value) in the reader's language."""
    code = remark.get("code", "")
    template = REASONS.get(code) or WARNINGS.get(code)
    if template is None:
        return code
    field = remark.get("field", "")
    return str(template) % {"field": FIELDS.get(field, field), "value": remark.get("value", "")}
