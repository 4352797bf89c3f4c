from django.urls import URLPattern, path

from plon.evidence.retention import views

urlpatterns: list[URLPattern] = [
    path("retention/", views.report, name="retention"),
    path("retention/destroy/", views.destroy, name="retention-destroy"),
    path("retention/list.<str:ending>", views.listing, name="retention-list"),
]
