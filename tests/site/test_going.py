"""What a page says while a worker is at something that somebody asked for."""

from django.test import Client


def test_it_says_how_far_the_work_is_and_its_button_carries_a_token(client: Client, db: None, settings: object) -> None:
    settings.DEMONSTRATION = True  # type: ignore[attr-defined]
    page = client.get("/styleguide/").content.decode()
    going = page[page.index('class="going"') :]

    assert '<label for="style-going">12 / 28</label>' in going
    assert 'value="43"' in going
    form = going[going.index("<form") : going.index("</form>")]
    assert 'action="#top"' in form
    assert "csrfmiddlewaretoken" in form
