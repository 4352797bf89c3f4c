"""What a team does with measurements: enter, replace, withdraw; quote people; choose what feeds an indicator."""

from plon.evaluation.actions.comparing import keep_changes, keep_changes_on_commit
from plon.evaluation.actions.feeding import feed_by_counter, feed_by_survey, stop_feeding
from plon.evaluation.actions.measuring import enter_value, withdraw_measurement
from plon.evaluation.actions.stating import add_statement, remove_statement
from plon.evaluation.actions.writing import write_down_values

__all__ = [
    "add_statement",
    "enter_value",
    "feed_by_counter",
    "feed_by_survey",
    "keep_changes",
    "keep_changes_on_commit",
    "remove_statement",
    "stop_feeding",
    "withdraw_measurement",
    "write_down_values",
]
