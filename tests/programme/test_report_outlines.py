"""What reports are asked: every part has its content, its source and how sure it is."""

import pytest

from plon.programme.report_outlines import Outline, Standing, all_outlines, outline_for, outline_of
from plon.reports.beneficiary.contents import CONTENTS
from plon.reports.beneficiary.enums import ReportKind


@pytest.mark.parametrize(
    ("action", "key"), [("KA210", "ka210"), ("ka220 ", "ka220"), ("KA122", "general"), ("", "general")]
)
def test_an_action_has_its_outline_else_the_general_one(action: str, key: str) -> None:
    assert outline_for(action).key == key


def test_an_outline_that_is_gone_becomes_the_general_one() -> None:
    assert outline_of("ka999").key == "general"


@pytest.mark.parametrize("outline", all_outlines(), ids=lambda outline: outline.key)
def test_each_part_can_be_told_and_says_where_it_is_from(outline: Outline) -> None:
    for part in outline.parts:
        assert part.content in CONTENTS
        assert set(part.kinds) <= set(ReportKind.values)
        assert part.source
        assert part.name("pl") != part.name("en")
        assert part.text("pl")
        assert "-" not in part.key
    assert len({part.key for part in outline.parts}) == len(outline.parts)
    assert all(outline.parts_for(kind)[-1].key == "annex" for kind in ReportKind.values)


@pytest.mark.parametrize("key", ["ka210", "ka220"])
def test_partnerships_are_asked_what_the_guide_says_they_are_judged_on(key: str) -> None:
    outline = outline_of(key)
    by_guide = {part.key for part in outline.parts if part.standing == Standing.GUIDE}

    assert by_guide == {"packages", "objectives", "results", "self_assessment"}
    assert outline.has_self_assessment
