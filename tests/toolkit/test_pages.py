"""The pages of the toolkit: set a tool up, see it, take its files; what is personal is kept nowhere."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from plon.accounts.models import User
from plon.programme.codelists import codelist
from plon.projects.models import Project
from plon.results.models import Result
from plon.toolkit.actions import set_up_material
from plon.toolkit.choices import Choices
from plon.toolkit.making import make_version
from plon.toolkit.models import Kit, Material, MaterialVersion, ToolkitLook
from plon.typeset.tools.hashtags import suggest_hashtags
from tests.conftest import client_of, read_out
from tests.factories import PlannedActivityFactory


@pytest.fixture
def client(editor: User) -> Client:
    return client_of(editor)


def url(name: str, project: Project, *more: str) -> str:
    return reverse(f"toolkit:{name}", args=[project.public_id, *more])


def sent(result: Result, **fields: Any) -> dict[str, Any]:
    """Return a form as a browser sends it: texts as they were begun, unless the person changed them."""
    begun = {"title": "Twelve lessons", "message": "", "summary": "Lessons outdoors.", "needs": "A jar"}
    return {
        "title": "Poster for the school",
        "results": [result.public_id],
        "language": "en",
        "picture": "cover",
        "elsewhere": "{}",
        **{f"begun_{key}": text for key, text in begun.items()},
        **{f"text_{key}": text for key, text in begun.items()},
        **fields,
    }


def test_the_first_page_leads_to_a_result_and_then_to_a_kit(client: Client, project: Project, editor: User) -> None:
    page = client.get(url("index", project)).content.decode()
    assert "Nothing to tell of yet" in page
    assert reverse("results:new", args=[project.public_id]) in page


def test_a_tool_is_set_up_with_only_what_was_rewritten(client: Client, project: Project, result: Result) -> None:
    page = client.get(url("new", project, "poster"))
    assert page.context["form"].initial["text_title"] == "Twelve lessons"
    answer = client.post(url("new", project, "poster"), sent(result, text_summary="By the river.", text_needs=""))
    material = Material.objects.get()
    assert answer.url == url("material", project, material.public_id)
    assert material.texts == {"en": {"summary": "By the river.", "needs": ""}}
    assert material.title == "Poster for the school"


def test_a_download_button_saves_makes_and_keeps(client: Client, project: Project, result: Result) -> None:
    answer = client.post(url("new", project, "poster"), sent(result, make="a3"))
    version = MaterialVersion.objects.get()
    assert f"made={version.public_id}" in answer.url
    assert "Your file is ready" in client.get(answer.url).content.decode()
    file = read_out(client.get(url("file", project, version.public_id)))
    assert (file["Content-Type"], file["Content-Security-Policy"]) == ("application/pdf", "default-src 'none'; sandbox")


def test_nothing_is_lost_when_the_language_is_switched(client: Client, project: Project, result: Result) -> None:
    data = sent(result, text_title="By the river", switch="yes", shown_language="en", language="pl")
    form = client.post(url("new", project, "poster"), data).context["form"]
    assert form.initial["text_title"] == "Dwanaście lekcji"
    assert json.loads(form.initial["elsewhere"]) == {"en": {"title": "By the river"}}
    assert not Material.objects.exists()


def test_the_preview_says_what_is_too_long_and_what_is_missing(
    client: Client, project: Project, result: Result
) -> None:
    Result.objects.update(licence="")
    told = client.post(url("preview", project, "poster"), sent(result, text_title="x" * 52)).json()
    assert told["tooLong"] == {"title": "About 12 characters too long."}
    assert told["missing"] == ["the licence notice is missing: the results have no licence, or different ones."]
    assert told["texts"]["title"] == "Twelve lessons"
    page = client.post(url("preview", project, "poster"), sent(result, **{"as": "page"}))
    assert "sandbox" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "SAMEORIGIN"


def test_looking_makes_no_link(client: Client, project: Project, result: Result) -> None:
    client.post(url("preview", project, "poster"), sent(result))
    assert not project.short_links.exists()


def test_a_language_without_texts_says_where_to_write(client: Client, project: Project, result: Result) -> None:
    Project.objects.update(languages=["en", "es"])
    told = client.post(url("preview", project, "poster"), sent(result, language="es")).json()
    assert "Twelve lessons" in told["error"]
    page = client.get(url("new", project, "poster")).content.decode()
    assert "?add=es#field-title_es" in page


def test_names_on_certificates_are_handed_out_and_kept_nowhere(
    client: Client, project: Project, result: Result
) -> None:
    data = sent(result, field_names="Zofia Testowa\nJan Testowy", output="a3")
    answer = client.post(url("hand_out", project, "certificate"), data)
    assert "Zofia Testowa" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert not Material.objects.exists()
    client.post(url("new", project, "certificate"), data)
    assert Material.objects.get().fields == {}
    Material.objects.all().delete()
    client.post(url("hand_out", project, "certificate"), {**data, "keeps_names": "on"})
    assert Material.objects.get().fields["names"] == "Zofia Testowa\nJan Testowy"
    assert MaterialVersion.objects.count() == 1


def test_an_invitation_takes_title_day_and_place_from_the_plan(
    client: Client, project: Project, result: Result
) -> None:
    line = PlannedActivityFactory(project=project, title="Open day", start="2026-03-14", place="Opole")
    data = sent(result, fill="yes", event=f"plan-{line.public_id}", shown_language="en")
    form = client.post(url("new", project, "invitation"), data).context["form"]
    told = {key: form.initial[f"field_{key}"] for key in ("event", "start", "place")}
    assert told == {"event": "Open day", "start": "2026-03-14", "place": "Opole"}


def test_somebody_else_saved_meanwhile(client: Client, project: Project, result: Result, editor: User) -> None:
    material = set_up_material(project, by=editor, tool="poster", choices=Choices("Poster", "en", (result,)))
    data = sent(result, text_title="Mine", version=material.version + 5)
    answer = client.post(url("material", project, material.public_id), data)
    assert answer.status_code == 422
    assert "Somebody else saved this meanwhile" in answer.content.decode()
    assert "Mine" in answer.content.decode()


def test_who_has_no_look_yet_is_offered_hashtags_of_the_projects_topics(client: Client, project: Project) -> None:
    first = next(iter(codelist("topics")))
    Project.objects.filter(pk=project.pk).update(topics=[first.code])
    offered = client.get(url("look", project)).context["form"]["hashtags"].value()
    assert offered == suggest_hashtags([first.name("en")])
    assert offered.startswith("#")


def test_the_look_is_checked_and_kept(client: Client, project: Project) -> None:
    values = {"theme": "bold", "accent": "#FFEE00", "contact": "", "hashtags": "#a", "version": 1}
    assert client.post(url("look", project), {**values, "accent": "yellow"}).status_code == 422
    client.post(url("look", project), values)
    assert ToolkitLook.objects.get().accent == "#ffee00"
    assert "too pale" in client.get(url("look", project)).content.decode()


def test_a_kit_is_asked_for_watched_and_taken(
    client: Client, project: Project, result: Result, django_capture_on_commit_callbacks: Any
) -> None:
    data = {"results": [result.public_id], "languages": ["en"], "tools": ["poster"], "group": ""}
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(url("kits", project), data)
    kit = Kit.objects.get()
    assert "2 files are ready" in client.get(answer.url).content.decode()
    assert "2 files are ready" in client.get(url("kit_state", project, kit.public_id)).content.decode()
    assert read_out(client.get(url("kit_file", project, kit.public_id))).status_code == 200
    assert client.post(url("kits", project), {"group": ""}).status_code == 422


def test_what_is_outdated_is_said_and_made_again(
    client: Client, project: Project, result: Result, editor: User
) -> None:
    material = set_up_material(project, by=editor, tool="poster", choices=Choices("Poster", "en", (result,)))
    make_version(material, "en", "a3", by=editor)
    result.texts.filter(language="en").update(title="Thirteen lessons")
    assert "outdated" in client.get(url("index", project)).content.decode()
    client.post(url("make_again", project, material.public_id))
    assert MaterialVersion.objects.count() == 2
    assert "outdated" not in client.get(url("index", project)).content.decode()


def test_a_removed_tool_is_put_back_at_once(client: Client, project: Project, result: Result, editor: User) -> None:
    material = set_up_material(project, by=editor, tool="poster", choices=Choices("Poster", "en", (result,)))
    page = client.post(url("remove", project, material.public_id), follow=True).content.decode()
    assert url("restore", project, material.public_id) in page
    client.post(url("restore", project, material.public_id))
    material.refresh_from_db()
    assert material.removed_at is None


def test_the_first_page_asks_as_often_for_three_tools_as_for_one(
    client: Client,
    project: Project,
    result: Result,
    editor: User,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    def tools(count: int) -> None:
        for _number in range(count):
            made = set_up_material(project, by=editor, tool="poster", choices=Choices("Poster", "en", (result,)))
            make_version(made, "en", "a3", by=editor)

    tools(1)
    client.get(url("index", project))
    with django_assert_max_num_queries(60) as one:
        client.get(url("index", project))
    tools(2)
    with django_assert_max_num_queries(len(one.captured_queries)):
        client.get(url("index", project))


def test_a_file_says_what_was_typed_a_moment_before(
    client: Client, project: Project, result: Result, editor: User
) -> None:
    material = set_up_material(project, by=editor, tool="poster", choices=Choices("Poster", "en", (result,)))
    typed = sent(result, text_summary="By the lake.", version=material.version, make="a3")
    answer = client.post(url("material", project, material.public_id), typed)
    assert "&made=" in answer.url
    file = client.get(url("file", project, MaterialVersion.objects.get().public_id))
    assert b"By the lake." in file.getvalue()


def test_a_picture_is_asked_for_only_where_there_is_one(client: Client, project: Project, result: Result) -> None:
    page = client.get(url("new", project, "poster"))
    cover, none = page.context["pictures"][:2]
    assert cover["is_hidden"]
    assert "checked" in none["tag"]
    assert 'name="picture"' not in client.get(url("new", project, "certificate")).content.decode()
