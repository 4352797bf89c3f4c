"""Reading in the background."""

from django_tasks import task

from plon.filetexts import actions


@task()
def keep_texts_of(result: int) -> None:
    """Read the files of a result that became public, forget those of one that is so no more."""
    actions.keep_texts_of(result)
