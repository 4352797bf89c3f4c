"""How long the papers of a project must be kept after the final payment (Programme Guide, Part C)."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from plon.programme.codelists import read_data


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """The years of keeping for one project, and where that is written.

    Attributes:
        years: how many, counted from the final payment.
        small_grant: the amount (EUR) up to which the shorter time holds.
        is_small: whether the shorter time was taken.
        is_grant_known: without an amount the longer time is taken.
        call_year: of the guide in which it was read.
        is_of_this_call: whether that is the project's own call year.
        source: the guide and its page, by language.
    """

    years: int
    small_grant: int
    is_small: bool
    is_grant_known: bool
    call_year: int
    is_of_this_call: bool
    source: dict[str, str]


def retention_rule(call_year: int | None, grant: Decimal | None) -> RetentionRule:
    """Return a project's rule: of its call year, else of the latest guide before it, else of the first we know."""
    rules = sorted(read_data("retention")["rule"], key=lambda rule: int(rule["call_year"]))
    known = [rule for rule in rules if call_year is not None and rule["call_year"] <= call_year]
    rule = known[-1] if known else rules[0]
    is_small = grant is not None and grant <= rule["small_grant"]
    return RetentionRule(
        years=rule["small_years"] if is_small else rule["years"],
        small_grant=rule["small_grant"],
        is_small=is_small,
        is_grant_known=grant is not None,
        call_year=rule["call_year"],
        is_of_this_call=rule["call_year"] == call_year,
        source={"en": rule["source_en"], "pl": rule["source_pl"]},
    )


def keep_until(final_payment_on: datetime.date, years: int) -> datetime.date:
    """Return the last day of keeping. From 29 February the years end on 1 March: rather a day longer than shorter."""
    try:
        return final_payment_on.replace(year=final_payment_on.year + years)
    except ValueError:
        return datetime.date(final_payment_on.year + years, 3, 1)
