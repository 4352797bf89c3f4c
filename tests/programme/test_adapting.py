"""Under which licence one may share what one made from a work under another."""

import pytest

from plon.programme.adapting import Verdict, verdict_on
from plon.programme.codelists import codelist, read_data

BY, SA, NC, NC_SA = "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0"
ND, NC_ND, ZERO = "CC-BY-ND-4.0", "CC-BY-NC-ND-4.0", "CC0-1.0"


@pytest.mark.parametrize(
    ("origin", "made", "said"),
    [
        (BY, BY, Verdict.FITS),
        (BY, NC_SA, Verdict.FITS),
        (BY, ZERO, Verdict.DOES_NOT_FIT),
        (ZERO, BY, Verdict.FITS),
        (SA, SA, Verdict.FITS),
        (SA, BY, Verdict.SAME_LICENCE),
        (SA, "all-rights-reserved", Verdict.SAME_LICENCE),
        (NC, BY, Verdict.STAYS_NONCOMMERCIAL),
        (NC, NC_SA, Verdict.FITS),
        (NC_SA, NC, Verdict.SAME_LICENCE),
        (ND, ND, Verdict.NO_CHANGES),
        (NC_ND, BY, Verdict.NO_CHANGES),
        ("all-rights-reserved", BY, Verdict.ASK),
        ("MIT", "MIT", Verdict.FITS),
        (SA, "GPL-3.0-or-later", Verdict.UNCLEAR),
        ("", BY, None),
        (BY, "", None),
        (BY, "a licence of ours", None),
    ],
)
def test_the_chart_of_creative_commons_is_followed(origin: str, made: str, said: Verdict | None) -> None:
    assert verdict_on(origin, made) == said


def test_what_forbids_changes_needs_no_second_licence_to_be_said() -> None:
    assert verdict_on(ND, "") == Verdict.NO_CHANGES


def test_no_chart_lets_anybody_share_an_adaptation_of_what_must_not_be_changed() -> None:
    data, licences = read_data("adapting"), codelist("licences")
    assert set(data["families"]) <= set(licences.codes)
    for origin, made in data["fits"].items():
        conditions = licences[origin].extra["conditions"]
        assert "noderivatives" not in conditions
        if "sharealike" in conditions:
            assert made == [origin]
        if "noncommercial" in conditions:
            assert all("noncommercial" in licences[each].extra["conditions"] for each in made)
