"""What the events of a project's history are about, in words, for whoever narrows the history."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# By the stem of the kind. It names kinds of rooms that lie above, as their sentences do in the history:
# words alone, so that the filter never shows a name of the code.
_NAMES: dict[str, Promise] = {
    "project": _("the project's record"),
    "partner": _("partners"),
    "member": _("team"),
    "invitation": _("invitations"),
    "claim": _("claims"),
    "work_package": _("work packages"),
    "milestone": _("milestones"),
    "result": _("results"),
    "fit": _("for whom results fit"),
    "file": _("files"),
    "stored_file": _("checks of files"),
    "link": _("links"),
    "identifier": _("identifiers"),
    "cover": _("covers"),
    "group": _("target groups"),
    "message": _("messages"),
    "activity": _("planned activities"),
    "indicator": _("indicators"),
    "use_plan": _("use plans"),
    "plan": _("order of the plan"),
    "source": _("texts that were read"),
    "comment": _("comments"),
    "act": _("activities done"),
    "evidence": _("evidence"),
    "item": _("what evidence proves"),
    "attendance": _("attendance lists"),
    "consent": _("consents"),
    "photo": _("people in photos"),
    "retention": _("how long evidence is kept"),
    "partner_link": _("personal links"),
    "calendar": _("calendars"),
    "shortlink": _("short links"),
    "reach": _("views and downloads"),
    "visibility": _("visibility checks"),
    "material": _("dissemination tools"),
    "toolkit": _("look of the tools"),
    "kit": _("kits of tools"),
    "copy": _("kept copies"),
    "keeper": _("keepers"),
    "review": _("reviews of results"),
    "use": _("uses by others"),
    "adaptation": _("translations and adaptations"),
    "inquiry": _("questions and suggestions"),
    "policyreference": _("policy references"),
    "survey": _("surveys"),
    "survey_question": _("questions of surveys"),
    "survey_section": _("sections of surveys"),
    "survey_texts": _("texts of surveys"),
    "survey_round": _("rounds of surveys"),
    "surveysheets": _("answers with names"),
    "outcome": _("what became of it"),
    "outcome_calls": _("letters that ask again"),
    "measurement": _("measurements"),
    "measurements": _("values that Plon counts"),
    "statement": _("statements"),
    "evaluation_plan": _("ready evaluation plans"),
    "evaluation_question": _("evaluation questions"),
    "finding": _("findings"),
    "decision": _("decisions"),
    "answer": _("answers to the application form"),
    "report": _("reports"),
    "report_text": _("texts of reports"),
    "report_file": _("files of reports"),
    "issued_report": _("issued reports"),
    "issued_proof": _("reported proofs"),
    "audit_room": _("auditors’ rooms"),
    "projectreview": _("review of the results"),
    "hiding": _("hidden results"),
    "label": _("labels"),
    "package": _("packages"),
    "deposit": _("deposits"),
    "platform_package": _("packages for the results platform"),
    "platform_entry": _("entries on the results platform"),
    "frozen": _("frozen sites"),
}


def kind_name(stem: str) -> Promise | str:
    """Return what the kinds of events with this stem are about; the stem itself if nobody named it."""
    return _NAMES.get(stem, stem)


def named_stems() -> frozenset[str]:
    """Every stem that has a name."""
    return frozenset(_NAMES)
