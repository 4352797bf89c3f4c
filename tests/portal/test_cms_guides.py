"""The desk of guides: the list, the page on which one is changed, and what a release does to it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from plon.accounts.models import User
from plon.portal.cms.guides import Pair, Whose, guide_rows
from plon.portal.cms.tree import ensure_tree, guide_folders
from plon.portal.guidefiles import filed_guide
from plon.portal.guidetexts.models import GuideOrigin, GuideText
from tests.conftest import client_of
from tests.portal.posting import draftail
from tests.portal.test_cms_writing import desk
from tests.portal.test_guides_taken import publish

__all__ = ["desk"]


@pytest.fixture
def text(desk: Client) -> GuideText:
    desk.post(reverse("portal_cms:take_guide", args=["pl", "tools"]))
    return GuideText.objects.get()


def form_of(**fields: Any) -> dict[str, Any]:
    lines = streamfield([("line", draftail("Have a plan."))])
    return nested_form_data({
        "title": "Narzędzia u nas", "summary": "Jak u nas.", "body": streamfield([]), "checklist": lines,
        "sources": streamfield([]), "go_live_at": "", "expire_at": "", "comments": inline_formset([]), **fields,
    })  # fmt: skip


def edit_address(text: GuideText) -> str:
    return reverse("wagtailadmin_pages:edit", args=[text.pk])


def send(client: Client, text: GuideText, *, act: str = "action-publish", **fields: Any) -> Any:
    return client.post(edit_address(text), {**form_of(**fields), act: "yes"})


def row_of(slug: str, language: str) -> Any:
    return next(
        row for rows in guide_rows() for row in rows if (row.guide.slug, row.guide.language) == (slug, language)
    )


def test_the_list_has_every_guide_in_both_languages_with_one_button_each(desk: Client) -> None:
    page = desk.get(reverse("portal_cms:guides")).content.decode()
    assert page.count("Change this guide") == 20
    assert page.count("Text that came with Plon") == 20
    assert reverse("portal_cms:guides") in desk.get(reverse("wagtailadmin_home")).content.decode()


def test_taking_a_guide_opens_its_draft_and_the_list_knows_whose_text_it_is(desk: Client, officer: User) -> None:
    answer = desk.post(reverse("portal_cms:take_guide", args=["pl", "tools"]))
    text = GuideText.objects.get()
    assert answer.headers["Location"] == edit_address(text)
    assert row_of("tools", "pl").whose == Whose.DRAFT
    assert row_of("tools", "en").whose == Whose.FILE
    assert send(desk, text).status_code == 302
    row = row_of("tools", "pl")
    assert (row.whose, row.by, row.pair, row.title) == (Whose.AGENCY, str(officer), Pair.ALONE, "Narzędzia u nas")
    assert row.published_at
    page = desk.get(reverse("portal_cms:guides")).content.decode()
    assert f"by {officer}" in page
    assert "<h1>Narzędzia u nas</h1>" in Client().get("/pl/guide/tools/").content.decode()
    send(desk, text, act="", title="Jeszcze nie")
    assert row_of("tools", "pl").whose == Whose.AGENCY_CHANGED
    audit = desk.get(reverse("office_people:audit")).content.decode()
    assert "began a text of the agency" in audit
    assert "published the agency" in audit


def test_a_translation_published_later_is_told_of(desk: Client, officer: User, text: GuideText) -> None:
    send(desk, text)
    desk.post(reverse("portal_cms:take_guide", args=["en", "tools"]))
    english = GuideText.objects.get(locale__language_code="en")
    assert row_of("tools", "pl").pair == Pair.TOGETHER
    publish(english, officer)
    assert row_of("tools", "pl").pair == Pair.OLDER
    assert row_of("tools", "en").pair == Pair.TOGETHER
    send(desk, text)
    assert row_of("tools", "pl").pair == Pair.TOGETHER
    assert "Narzędzia u nas" in desk.get(edit_address(english)).content.decode()


def test_a_release_that_changes_the_file_is_told_with_what_is_other_until_somebody_looked(
    desk: Client, text: GuideText
) -> None:
    filed = filed_guide("tools", "pl")
    assert filed
    assert "The original is as it was" in desk.get(edit_address(text)).content.decode()
    older = filed.said.replace(filed.summary, "Tak było dawniej.")
    GuideOrigin.objects.filter(text=text).update(said=older)
    assert "The original is newer" in desk.get(reverse("portal_cms:guides")).content.decode()
    page = desk.get(edit_address(text)).content.decode()
    assert "<del>Tak było dawniej.</del>" in page
    assert f"<ins>{filed.summary}</ins>" in page
    desk.post(reverse("portal_cms:original_seen", args=[text.pk]))
    assert "The original is as it was" in desk.get(edit_address(text)).content.decode()
    assert not row_of("tools", "pl").is_original_newer
    assert "compared a guide with its original" in desk.get(reverse("office_people:audit")).content.decode()


def test_preview_shows_what_is_being_written_and_nobody_else_sees_it(desk: Client, text: GuideText) -> None:
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[text.pk])
    assert desk.post(address, form_of(title="Jeszcze nie")).json()["is_valid"]
    shown = desk.get(address, {"in_preview_panel": "true"}).content.decode()
    assert "<h1>Jeszcze nie</h1>" in shown
    assert "Have a plan." in shown
    assert "Jeszcze nie" not in Client().get("/pl/guide/tools/").content.decode()


def test_script_in_every_field_stays_words_and_links_run_nothing(desk: Client, text: GuideText) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    line = streamfield([("line", draftail(evil, url="javascript:alert(1)"))])
    table = {
        "caption": evil, "column-count": "1", "column-0-type": "text", "column-0-order": "0",
        "column-0-heading": evil, "column-0-deleted": "", "row-count": "1", "row-0-order": "0", "row-0-deleted": "",
        "cell-0-0": draftail(evil),
    }  # fmt: skip
    body = streamfield([("heading", evil), ("text", draftail(evil)), ("table", table)])
    send(desk, text, title=evil, summary=evil, body=body, checklist=line, sources=line)
    for address in ("/pl/guide/tools/", "/pl/guide/", "/pl/guide/results/"):
        page = Client().get(address).content.decode()
        assert "&lt;script&gt;alert(1)" in page
        for wrong in ("<script>alert", "<img src=x", "javascript:alert"):
            assert wrong not in page
    for address in (edit_address(text), reverse("portal_cms:guides"), reverse("wagtailadmin_home")):
        assert "<script>alert(1)" not in desk.get(address).content.decode()


def test_a_table_is_written_and_read_with_its_headings(desk: Client, text: GuideText) -> None:
    page = desk.get(edit_address(text)).content.decode()
    assert "typed_table_block" in page
    send(desk, text, body=streamfield([("heading", "Tabela")]))
    columns = [{"type": "text", "heading": "Licencja"}]
    table = {"columns": columns, "rows": [{"values": ["<p>CC BY</p>"]}], "caption": "Co wolno"}
    publish(GuideText.objects.get(), None, body=[("table", table)])
    shown = Client().get("/pl/guide/tools/").content.decode()
    assert '<div class="table-scroll" tabindex="0"><table><caption>Co wolno</caption>' in shown
    assert '<th scope="col">Licencja</th>' in shown


def test_a_guide_keeps_its_address_and_its_place(desk: Client, text: GuideText) -> None:
    send(desk, text, slug="dragons")
    text.refresh_from_db()
    assert text.slug == "tools"
    folder, other = guide_folders()["pl"], guide_folders()["en"]
    for door, more in (("move_confirm", [other.pk]), ("copy", [])):
        answer = desk.post(reverse(f"wagtailadmin_pages:{door}", args=[text.pk, *more]))
        assert answer.headers["Location"] == reverse("portal_cms:guides"), door
    for door in ("delete", "edit", "copy", "unpublish"):
        answer = desk.post(reverse(f"wagtailadmin_pages:{door}", args=[folder.pk]))
        assert answer.headers["Location"] == reverse("wagtailadmin_home"), door
    adding = desk.get(reverse("wagtailadmin_pages:add", args=["portal", "guidetext", folder.pk]))
    assert adding.status_code in {302, 403}
    assert GuideText.objects.count() == 1
    assert set(guide_folders()) == set(ensure_tree()) == {"pl", "en"}


def test_a_summary_without_end_and_one_that_is_missing_are_refused_in_words(desk: Client, text: GuideText) -> None:
    for wrong in ("a" * 100_000, ""):
        answer = send(desk, text, summary=wrong)
        assert answer.status_code == 200
        assert "summary" in answer.context["form"].errors
    text.refresh_from_db()
    assert not text.live


def test_only_officers_take_guides_and_only_those_that_there_are(desk: Client, stranger: User, text: GuideText) -> None:
    for door in (
        reverse("portal_cms:take_guide", args=["en", "results"]),
        reverse("portal_cms:original_seen", args=[text.pk]),
    ):
        assert client_of(stranger).post(door).status_code == 403
        assert desk.get(door).status_code == 405
    for language, slug in (("pl", "dragons"), ("de", "tools"), ("xx", "results")):
        assert desk.post(reverse("portal_cms:take_guide", args=[language, slug])).status_code == 404
    assert GuideText.objects.count() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_many_are_the_agencys(
    desk: Client, count: int, django_assert_max_num_queries: Any
) -> None:
    for slug in ("indicators", "tools", "results")[:count]:
        desk.post(reverse("portal_cms:take_guide", args=["pl", slug]))
    desk.get(reverse("portal_cms:guides"))
    with django_assert_max_num_queries(20) as asked:
        desk.get(reverse("portal_cms:guides"))
    assert sum("portal_guidetext" in each["sql"] for each in asked.captured_queries) == 1


def test_a_text_copied_into_the_other_language_knows_the_file_of_that_language(desk: Client, text: GuideText) -> None:
    address = reverse("simple_translation:submit_page_translation", args=[text.pk])
    english = desk.get(address).context["form"].fields["locales"].queryset.get(language_code="en")
    desk.post(address, {"locales": [english.pk]})
    copied = GuideText.objects.get(locale=english)
    filed = filed_guide("tools", "en")
    assert filed
    assert (copied.slug, copied.live, copied.title, copied.origin.said) == ("tools", False, text.title, filed.said)


def test_a_draft_of_a_guide_waits_on_the_desk_of_who_took_it(desk: Client, text: GuideText) -> None:
    page = desk.get(reverse("wagtailadmin_home")).content.decode()
    assert "Your drafts" in page
    assert edit_address(text) in page
