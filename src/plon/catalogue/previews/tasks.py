"""Drawing in the background."""

from django_tasks import task

from plon.catalogue.previews import making


@task()
def make_previews_of(result: int) -> None:
    """Draw the files of a result that became public, forget those of one that is so no more."""
    making.make_previews_of(result)
