"""Two answers for machines: the process is alive; it can serve."""

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache


@never_cache
def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("alive\n", content_type="text/plain")


@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and the schema stands, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM projects_project LIMIT 1")
    except Exception:  # noqa: BLE001  whatever is wrong, the answer is: not ready
        return HttpResponse("database\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")
