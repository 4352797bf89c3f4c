from importlib import resources

import pytest

from plon.programme.codelists import codelist, read_data

LISTS = (
    "programmes", "key_actions", "action_types", "fields", "topics", "organisation_types", "project_statuses",
    "result_categories", "result_categories_before_2024", "licences", "target_group_kinds", "levels", "channels",
    "activity_kinds", "indicator_levels", "phases", "result_kinds", "authorities",
)  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_every_entry_has_a_name_in_both_languages_a_source_and_its_own_code(name: str) -> None:
    terms = list(codelist(name))

    assert len({term.code for term in terms}) == len(terms) > 0
    assert all(term.names.get("pl") and term.names.get("en") and term.source for term in terms)
    assert all(set(term.note) in (set(), {"en", "pl"}) for term in terms if any(term.note.values()))
    assert codelist(name).version


def test_every_data_file_tells_its_version_and_source() -> None:
    here = resources.files("plon.programme").joinpath("data").iterdir()
    files = [path.name for path in here if path.name.endswith(".toml")]

    assert all({"version", "source"} <= set(read_data(name.removesuffix(".toml"))) for name in files)


def test_categories_before_2024_map_to_categories_of_today() -> None:
    today = codelist("result_categories")

    assert {code for term in codelist("result_categories_before_2024") for code in term.extra["since_2024"]} <= set(
        today.codes
    )
    assert len(today) == 15


def test_actions_point_to_known_programmes_key_actions_and_fields() -> None:
    for action in codelist("action_types"):
        assert action.extra["programme"] in codelist("programmes")
        assert action.extra["key_action"] in codelist("key_actions")
        assert set(action.extra["fields"]) <= set(codelist("fields").codes)


def test_a_label_of_an_export_is_recognised_whatever_its_dash() -> None:
    types = codelist("organisation_types")

    assert types.recognise("School/Institute/Educational centre – Adult education") == "EPLUS-EDU-ADULT"
    assert types.recognise("School/Institute/Educational centre - Adult education") == "EPLUS-EDU-ADULT"
    assert types.recognise("A guild of millers") is None


def test_an_unknown_code_is_its_own_name() -> None:
    assert codelist("fields").name("XYZ", "pl") == "XYZ"
    assert codelist("fields").name("SCH", "pl") == "Edukacja szkolna"
    assert codelist("fields").name("SCH", "de") == "School education"
