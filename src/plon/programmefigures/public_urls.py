from django.urls import path

from plon.programmefigures import public_views

app_name = "coverage"
urlpatterns = [path("", public_views.coverage, name="index")]
