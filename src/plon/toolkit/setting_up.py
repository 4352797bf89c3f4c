"""The page of one tool: which form stands there, what its preview says, what there is of its files."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, QueryDict
from django.urls import reverse

from plon.accounts.models import User
from plon.errors import DomainError
from plon.evidence.models import Evidence
from plon.projects.models import Project
from plon.projects.pages import words_of, workspace_context
from plon.results.models import Result
from plon.toolkit import actions
from plon.toolkit.content import RESULT_TEXTS, Chosen, NothingChosen, TextsMissing, chosen_of, compose, covered
from plon.toolkit.facts import Facts, load_facts
from plon.toolkit.forms import COVER, NO_PICTURE, ToolForm, elsewhere_of, initial_of
from plon.toolkit.labels import PERSONAL, tool_name, tool_purpose
from plon.toolkit.making import make_version, too_long_words
from plon.toolkit.models import Material
from plon.toolkit.photos import usable_photos
from plon.toolkit.prefilling import event_values, events_of, first_values, hidden_photos, lists_of
from plon.toolkit.presenting import by_language, output_names
from plon.toolkit.previewing import Shown, languages_state
from plon.toolkit.queries import newest_files
from plon.typeset.tools import table
from plon.typeset.tools.tool import Tool

SECTION = "tools"


def known_tools() -> frozenset[str]:
    return frozenset(table.tools())


def is_switch(sent: QueryDict) -> bool:
    """Tell whether a form asks to be shown anew rather than saved."""
    return "switch" in sent or "fill" in sent


def chosen_for(material: Material, language: str, facts: Facts) -> Chosen:
    return chosen_of(material, language, facts)


def defaults_of(facts: Facts, chosen: Chosen, language: str) -> dict[str, str]:
    """Return the texts as data has them; empty ones while nothing is chosen or written in a language."""
    try:
        composed = compose(facts, chosen, language, address="", with_pictures=False)
    except (TextsMissing, NothingChosen):
        return {}
    return dict(composed.defaults)


def new_form(request: HttpRequest, facts: Facts, tool: Tool) -> ToolForm:
    """Return the form of a new tool: as sent, or with first values."""
    if request.method == "POST":
        return bound_form(request, facts, tool)
    first = first_values(facts, tool, request.GET.dict(), facts.project)
    return _shown(facts, tool, first, photos=_photos(facts, tool))


def bound_form(request: HttpRequest, facts: Facts, tool: Tool) -> ToolForm:
    return ToolForm(request.POST, tool=tool, facts=facts, photos=_photos(facts, tool))


def material_form(request: HttpRequest, facts: Facts, material: Material) -> ToolForm:
    """Return the form of a saved tool: as sent, or in the language that is asked for."""
    tool = table.tools()[material.tool]
    if request.method == "POST":
        return bound_form(request, facts, tool)
    language = request.GET.get("language", "")
    language = language if language in facts.languages else material.language
    return _shown(facts, tool, initial_of(material, language, facts), photos=_photos(facts, tool))


def _photos(facts: Facts, tool: Tool) -> list[Evidence]:
    return usable_photos(facts.project, tool.key) if tool.shows_photo else []


def _shown(facts: Facts, tool: Tool, initial: dict[str, Any], *, photos: Any) -> ToolForm:
    form = ToolForm(tool=tool, facts=facts, photos=photos, initial=initial)
    ids = set(initial["results"])
    results = tuple(result for result in facts.results.values() if result.public_id in ids)
    group = next((each for each in facts.groups.values() if each.public_id == initial["group"]), None)
    form.show(defaults_of(facts, Chosen(tool.key, results, group), initial["language"]))
    return form


def switched_form(request: HttpRequest, facts: Facts, tool: Tool, material: Material | None) -> ToolForm:
    """Return a form like the one that was sent, in the language that was chosen, or with an event filled in.

    What was rewritten in the language before is carried along; what was rewritten in the new one comes back.
    """
    sent = bound_form(request, facts, tool)
    sent.is_valid()
    before, language = request.POST.get("shown_language", ""), sent.cleaned_data.get("language") or facts.languages[0]
    texts: dict[str, dict[str, str]] = dict(sent.cleaned_data.get("elsewhere") or {})
    if before in facts.languages:
        texts[before] = sent.own_texts()
    chosen = sent.chosen()
    values: dict[str, Any] = {
        "title": request.POST.get("title", "")[:200],
        "results": [result.public_id for result in chosen.results],
        "group": request.POST.get("group", ""),
        "language": language,
        "picture": request.POST.get("picture", ""),
        "elsewhere": elsewhere_of(texts, language),
        "version": material.version if material else None,
        **{f"text_{key}": text for key, text in texts.get(language, {}).items()},
        **{f"field_{key}": text for key, text in chosen.fields.items()},
    }
    if "fill" in request.POST:
        told = event_values(facts.project, request.POST.get("event", "")[:40], with_names=tool.key in PERSONAL)
        values |= {f"field_{key}": text for key, text in told.items() if key in tool.fields and text}
    return _shown(facts, tool, values, photos=list(sent.photos.values()))


def context_of(
    user: User | AnonymousUser, project: Project, form: ToolForm, material: Material | None, *, made: str = ""
) -> dict[str, Any]:
    """Return all that the page of a tool shows."""
    key, facts = form.tool.key, form.facts
    language = str(form["language"].value() or facts.languages[0])
    ids = set(form["results"].value() or ())
    results = tuple(result for result in facts.results.values() if result.public_id in ids)
    state = languages_state(facts, Chosen(key, results))
    files = newest_files(material, facts) if material else []
    is_event = bool({"start", "names", "event"} & set(form.tool.fields))
    return {
        **workspace_context(project, user, SECTION),
        "form": form,
        "tool": form.tool,
        "material": material,
        "name": tool_name(key),
        "purpose": tool_purpose(key),
        "is_personal": key in PERSONAL,
        "language": language,
        "lacking": [each for each in state if each[2]],
        "lacking_here": next((each[2] for each in state if each[0] == language), []),
        "texts": _texts(form, _sources(project, results, language)),
        "pictures": _pictures(form, results),
        "outputs": output_names(key),
        "files": by_language(files),
        "made": next((file.version for file in files if file.version.public_id == made), None),
        "outdated": any(file.is_outdated or file.version.withheld_at for file in files),
        "hidden_photos": hidden_photos(project, list(form.photos.values())) if form.tool.shows_photo else 0,
        "events": (lists_of(project) if key in PERSONAL else events_of(project)) if is_event else [],
        "shown_url": _shown_url(project, material, language) if material and not form.is_bound else "",
        "preview_url": reverse("toolkit:preview", args=[project.public_id, key]),
    }


def _shown_url(project: Project, material: Material, language: str) -> str:
    return reverse("toolkit:shown", args=[project.public_id, material.public_id]) + f"?language={language}"


def _texts(form: ToolForm, sources: dict[str, str]) -> list[dict[str, Any]]:
    """Return the fields of the texts, each with where it is written and whether it was rewritten here."""
    rows = []
    for key, (field, begun) in zip(form.tool.texts, form.text_fields(), strict=True):
        typed, first = str(field.value() or ""), str(begun.value() or "")
        row = {"field": field, "begun": begun, "source": sources.get(key, ""), "is_own": typed.split() != first.split()}
        rows.append(row)
    return rows


def _pictures(form: ToolForm, results: tuple[Result, ...]) -> list[dict[str, Any]]:
    """Return the pictures that can be chosen, as radio buttons; the cover waits until a chosen result has one."""
    if not form.tool.shows_photo:
        return []
    has_cover = bool(covered(results))
    picked = str(form["picture"].value() or COVER)
    picked = NO_PICTURE if picked == COVER and not has_cover else picked
    rows = []
    for option in form["picture"]:
        key = str(option.data["value"])
        option.data["attrs"].pop("checked", None)
        if key == picked:
            option.data["attrs"]["checked"] = True
        option.data["selected"] = key == picked
        is_hidden = key == COVER and not has_cover
        photo = form.photos.get(key)
        rows.append({"tag": option.tag(), "label": option.choice_label, "photo": photo, "is_hidden": is_hidden})
    return rows


def _sources(project: Project, results: tuple[Any, ...], language: str) -> dict[str, str]:
    """Return {key of a text: where it is written}."""
    if not results:
        return {}
    result = reverse("results:edit", args=[project.public_id, results[0].public_id])
    several = reverse("projects:settings", args=[project.public_id])
    return {
        **{key: f"{result}#field-{key}_{language}" for key in RESULT_TEXTS},
        "title": f"{result}#field-title_{language}" if len(results) == 1 else several,
        "message": reverse("plans:index", args=[project.public_id]),
    }


def told(shown: Shown, form: ToolForm) -> dict[str, Any]:
    """Return a preview as the page's script takes it."""
    composed = shown.composed
    return {
        "pages": shown.addresses,
        "html": bool(shown.preview.html and not shown.preview.pages),
        "text": shown.preview.text,
        "error": shown.error,
        "tooLong": shown.complaints,
        "overlong": too_long_words(shown.too_long),
        "missing": list(shown.missing),
        "hasCover": bool(covered(form.results_chosen())),
        "texts": {key: composed.defaults.get(key, "") for key in form.tool.texts} if composed else {},
    }


def make_outdated(material: Material, *, by: User) -> tuple[int, list[str]]:
    """Make the files again that are outdated or withheld; return how many, and what stood against others."""
    facts = load_facts(material.project)
    count, refused = 0, []
    for file in newest_files(material, facts):
        if not (file.is_outdated or file.version.withheld_at):
            continue
        try:
            make_version(material, file.version.language, file.version.output, by=by)
            count += 1
        except DomainError as refusal:
            refused.append(words_of(refusal))
    return count, list(dict.fromkeys(refused))


def keep(request: HttpRequest, project: Project, tool: str, form: ToolForm, *, by: User) -> Material:
    """Save a tool with the names among its answers, because somebody asked for it; a saved one is changed."""
    key = request.POST.get("material", "")[:12]
    known = Material.objects.filter(project=project, tool=tool, public_id=key, removed_at__isnull=True).first()
    if known is None:
        return actions.set_up_material(project, by=by, tool=tool, choices=form.choices(), keeps_names=True)
    return actions.change_material(known, by=by, choices=form.choices(), keeps_names=True)
