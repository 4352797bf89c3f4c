"""Words of InvenioRDM's vocabularies for what Plon knows of a result; the tests hold them against its own lists."""

from collections.abc import Mapping
from types import MappingProxyType

# From the categories of the results platform (domain.md §4.4) to `resource_types`.
RESOURCE_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "summary": "publication-report",
        "handbook": "publication-book",
        "learning-programme": "lesson",
        "e-learning": "lesson",
        "scientific": "publication-report",
        "statistical": "dataset",
        "policy": "publication-report",
        "presentation": "presentation",
        "press": "publication-other",
        "publication": "publication",
        "website": "other",
        "app": "software",
        "video": "video",
        "photo": "image-photo",
    }
)
OTHER_TYPE = "other"

# From ISO 639-1 to ISO 639-3, for the languages that Plon offers.
LANGUAGES: Mapping[str, str] = MappingProxyType(
    {
        "ar": "ara", "az": "aze", "be": "bel", "bg": "bul", "bs": "bos", "ca": "cat", "cs": "ces", "da": "dan",
        "de": "deu", "el": "ell", "en": "eng", "es": "spa", "et": "est", "eu": "eus", "fa": "fas", "fi": "fin",
        "fr": "fra", "ga": "gle", "gl": "glg", "he": "heb", "hi": "hin", "hr": "hrv", "hu": "hun", "hy": "hye",
        "is": "isl", "it": "ita", "ja": "jpn", "ka": "kat", "lb": "ltz", "lt": "lit", "lv": "lav", "mk": "mkd",
        "mt": "mlt", "nl": "nld", "no": "nor", "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus", "sk": "slk",
        "sl": "slv", "sq": "sqi", "sr": "srp", "sv": "swe", "tr": "tur", "uk": "ukr", "vi": "vie", "zh": "zho",
    }
)  # fmt: skip

# The European Commission in the Research Organization Registry, as Zenodo's and InvenioRDM's list of funders has it.
FUNDER = "00k4n6c32"

# Relations of DataCite that `packages.metadata` uses, beside our own page's.
RELATIONS = frozenset({"ispartof", "isvariantformof", "isdescribedby", "isderivedfrom", "references", "isidenticalto"})
# Kinds of identifiers that a record may have beside its DOI, by ours.
SCHEMES = frozenset({"handle", "isbn", "urn", "url"})
PARTNER = "projectmember"
TRANSLATED = "translated-title"
# What InvenioRDM calls Plon's "all rights reserved" or any licence it does not know: a right in words.
KNOWN_LICENCES = frozenset(
    {
        "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "CC0-1.0", "GPL-3.0-or-later",
        "LGPL-3.0-or-later", "EUPL-1.2", "MIT", "Apache-2.0", "ODbL-1.0", "CC-BY-ND-4.0", "CC-BY-NC-ND-4.0",
    }
)  # fmt: skip
