import logging
import logging.config

import pytest
from django.conf import settings
from django.test import Client

from plon.site.logs import LineWithoutSecrets, without_secrets


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Not Found: /corner/Abc-123_xyzAbc-123_xyz/log/", "Not Found: /corner/…/log/"),
        ("Not Found: /sign/9f8e7d6c5b4a/", "Not Found: /sign/…/"),
        ("Not Found: /calendar/Abc-123_xyz.ics", "Not Found: /calendar/…"),
        ("Not Found: /s/9f8e7d6c5b4a/", "Not Found: /s/…/"),
        ("GET /letters/l7-m12.AbC-dEf:1/ 404", "GET /letters/…/ 404"),
        ("Gone: /workspace/invitation/Abc-123_xyz/?a=1", "Gone: /workspace/invitation/…/?a=1"),
        ("Not Found: /workspace/abc/partner-links/", "Not Found: /workspace/abc/partner-links/"),
        ("/pl/results/corner-of-the-river/", "/pl/results/corner-of-the-river/"),
    ],
)
def test_what_opens_something_is_taken_out_of_a_line(line: str, kept: str) -> None:
    assert without_secrets(line) == kept


def test_what_is_logged_of_a_page_that_is_not_there_opens_nothing(db: None, caplog: pytest.LogCaptureFixture) -> None:
    secret = "Zm9yLW5vYm9keS1lbHNlLWJ1dC1tZQ"
    # As an operator has it.
    formatter = settings.LOGGING["formatters"]["line"]
    assert formatter["()"] == "plon.site.logs.LineWithoutSecrets"

    with caplog.at_level(logging.WARNING):
        Client().get(f"/corner/{secret}/")

    written = "\n".join(LineWithoutSecrets(formatter["format"]).format(record) for record in caplog.records)
    assert "Not Found: /corner/…/" in written
    assert secret not in written
