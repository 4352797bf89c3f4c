"""Fit cards of the example results, so that the catalogue's filters have something to find."""

import tomllib
from importlib import resources

from plon.accounts.models import User
from plon.results.fit.actions import TEXT_FIELDS, change_fit
from plon.results.models import Result


def add_fit(by: User) -> None:
    """Fill the cards through the same action as a team does."""
    raw = tomllib.loads(resources.files(__package__).joinpath("data", "fit.toml").read_text("utf-8"))
    results = {result.working_title: result for result in Result.objects.filter(is_example=True)}
    for entry in raw["card"]:
        values = {name: value for name, value in entry.items() if name not in {"result", "pl", "en"}}
        for language in ("pl", "en"):
            words = entry.get(language, {})
            values |= {f"{name}_{language}": words[name] for name in TEXT_FIELDS if name in words}
        change_fit(results[entry["result"]], by=by, values=values)
