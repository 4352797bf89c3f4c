"""The use cases: asking somebody, answering, handing over, going, retiring, what the agency does, what time does."""

from plon.keepers.actions.agency import agency_confirms, take_over
from plon.keepers.actions.answering import accept, choose_language, confirm, decline, resume_letters, stop_letters
from plon.keepers.actions.ending import end_keeping
from plon.keepers.actions.naming import hand_over, name_keeper, remind_now
from plon.keepers.actions.noticing import expect_answers, forget_keepers, leave_team, notice_losses, take_steps
from plon.keepers.actions.retiring import retire_result

__all__ = [
    "accept", "agency_confirms", "choose_language", "confirm", "decline", "end_keeping", "expect_answers",
    "forget_keepers", "hand_over", "leave_team", "name_keeper", "notice_losses", "remind_now", "resume_letters",
    "retire_result", "stop_letters", "take_over", "take_steps",
]  # fmt: skip
