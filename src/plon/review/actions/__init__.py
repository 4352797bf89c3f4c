"""What can be done in a review; one module per concern."""

from plon.review.actions.deciding import assign, decide_results, declare_conflict, forget_reason, keep_reason
from plon.review.actions.hiding import answer_appeal, appeal_hiding, end_hiding, hide_result
from plon.review.actions.news import choose_news
from plon.review.actions.submitting import submit_results
from plon.review.actions.talking import add_remark

__all__ = [
    "add_remark", "answer_appeal", "appeal_hiding", "assign", "choose_news", "decide_results", "declare_conflict",
    "end_hiding", "forget_reason", "hide_result", "keep_reason", "submit_results",
]  # fmt: skip
