"""The door of the office: what an officer can do here."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from plon.accounts.gates import officer_required


@officer_required
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "site/office_index.html")
