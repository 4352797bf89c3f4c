"""What the badge of a licence shows, by its code: the dark part, the light part, and the title for who doesn't see it.

The alphabet is our own (`lettering`), so the words are too: a badge is no mark of anybody else's.
"""

BADGES: dict[str, tuple[str, str, str]] = {
    "CC-BY-4.0": ("CC", "BY 4.0", "CC BY 4.0"),
    "CC-BY-SA-4.0": ("CC", "BY-SA 4.0", "CC BY-SA 4.0"),
    "CC-BY-NC-4.0": ("CC", "BY-NC 4.0", "CC BY-NC 4.0"),
    "CC-BY-NC-SA-4.0": ("CC", "BY-NC-SA 4.0", "CC BY-NC-SA 4.0"),
    "CC0-1.0": ("CC0", "1.0", "CC0 1.0"),
    "GPL-3.0-or-later": ("GPL", "3.0+", "GNU GPL 3.0 or later"),
    "LGPL-3.0-or-later": ("LGPL", "3.0+", "GNU LGPL 3.0 or later"),
    "EUPL-1.2": ("EUPL", "1.2", "EUPL 1.2"),
    "MIT": ("MIT", "", "MIT"),
    "Apache-2.0": ("APACHE", "2.0", "Apache 2.0"),
    "ODbL-1.0": ("ODBL", "1.0", "ODbL 1.0"),
    "CC-BY-ND-4.0": ("CC", "BY-ND 4.0", "CC BY-ND 4.0"),
    "CC-BY-NC-ND-4.0": ("CC", "BY-NC-ND 4.0", "CC BY-NC-ND 4.0"),
    "all-rights-reserved": ("C", "ALL RIGHTS RESERVED", "All rights reserved"),
}
