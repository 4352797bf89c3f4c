"""Who gave the grant: the national agency or EACEA. It decides the disclaimer."""

from dataclasses import dataclass

from plon.programme.codelists import codelist
from plon.programme.numbers import EXAMPLE_AGENCY, ProjectNumber

EACEA = "EACEA"


@dataclass(frozen=True, slots=True)
class GrantingAuthority:
    """A granting authority; its names are empty where no source gives one."""

    code: str
    names: dict[str, str]
    country: str
    kind: str
    of: dict[str, str]
    short: str

    @property
    def is_named(self) -> bool:
        return bool(self.names)

    def name(self, language: str) -> str:
        return self.names.get(language) or self.names.get("en") or self.code

    def name_in_sentence(self, language: str) -> str:
        """Return the name as the disclaimer of `language` declines it."""
        return self.of.get(language) or self.name(language)


def authority(code: str) -> GrantingAuthority | None:
    """Return the authority of an agency code such as PL01, or EACEA; None for no code."""
    if not code:
        return None
    term = codelist("authorities").get(code)
    if term is None:
        return GrantingAuthority(code, {}, code[:2] if code != EACEA else "", "NA", {}, code)
    return GrantingAuthority(
        code,
        dict(term.names),
        str(term.extra.get("country", "")),
        str(term.extra["kind"]),
        {language: str(term.extra[f"of_{language}"]) for language in ("en", "pl")},
        str(term.extra["short"]),
    )


def authority_for(number: ProjectNumber) -> GrantingAuthority | None:
    """Return who granted the project of this number, as far as the number tells."""
    if number.agency:
        return authority("PL01" if number.agency == EXAMPLE_AGENCY else number.agency)
    if number.generation in {"eacea-2014-2020", "eacea-2021-2027"}:
        return authority(EACEA)
    return None


def authority_choices(language: str) -> list[tuple[str, str]]:
    """Return (code, name) of the authorities whose names we know."""
    return codelist("authorities").choices(language)
