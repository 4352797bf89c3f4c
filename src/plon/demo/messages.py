"""Two messages to the agency, plainly examples: a question that was answered, and a barrier that waits."""

from plon.accounts.models import User
from plon.contact.actions import answer_message, assign_message, close_message, send_message
from plon.contact.enums import Category


def add_messages(people: dict[str, User]) -> None:
    """Write to the agency from outside, and let an officer answer once. Nobody of these exists."""
    officer = people["officer@example.org"]
    asked = send_message(
        category=Category.QUESTION, language="pl", is_example=True, name="Ewa Przykładowa", email="ewa@example.org",
        words="Czy szkolenie o planie upowszechniania będzie też zdalnie? (Przykład)",
    )  # fmt: skip
    answer_message(asked, by=officer, words="Tak, 14 maja; zapisy są na stronie szkoleń. (Przykład)")
    close_message(asked, by=officer)
    barrier = send_message(
        category=Category.ACCESSIBILITY, language="pl", is_example=True, page="/pl/results/",
        words="Czytnik ekranu nie mówi, ile wyników jest na liście po zmianie filtra. (Przykład)",
    )  # fmt: skip
    assign_message(barrier, by=officer, to=officer)
