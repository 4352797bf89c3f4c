"""Whether one may share, under one licence, what one made from a work under another (data/adapting.toml)."""

from enum import StrEnum

from plon.programme.codelists import codelist, read_data


class Verdict(StrEnum):
    """What a licence says of an adaptation under another one."""

    FITS = "fits"
    # Nobody may share a changed or translated version.
    NO_CHANGES = "no_changes"
    # The same licence is asked for.
    SAME_LICENCE = "same_licence"
    # Nothing may be earned with it, and the new licence would let people do so.
    STAYS_NONCOMMERCIAL = "stays_noncommercial"
    # Another condition of the origin is not kept.
    DOES_NOT_FIT = "does_not_fit"
    # All rights are reserved: the authors' own permission is needed.
    ASK = "ask"
    # No source tells us.
    UNCLEAR = "unclear"


def verdict_on(origin: str, made: str) -> Verdict | None:
    """Return whether what is made from a work under `origin` may be shared under `made`; None if either is not said."""
    licences = codelist("licences")
    term = licences.get(origin)
    if term is None:
        return None
    conditions = term.extra.get("conditions", ())
    if "noderivatives" in conditions:
        return Verdict.NO_CHANGES
    if "adapt" not in term.extra.get("allows", ()):
        return Verdict.ASK
    if made not in licences:
        return None
    data = read_data("adapting")
    if made == origin:
        return Verdict.FITS
    is_reserved = not licences[made].extra.get("allows")
    if "sharealike" in conditions and (is_reserved or {origin, made} <= set(data["families"])):
        return Verdict.SAME_LICENCE
    if not {origin, made} <= set(data["families"]):
        return Verdict.UNCLEAR
    if made in data["fits"].get(origin, ()):
        return Verdict.FITS
    if "noncommercial" in conditions and "noncommercial" not in licences[made].extra.get("conditions", ()):
        return Verdict.STAYS_NONCOMMERCIAL
    return Verdict.DOES_NOT_FIT
