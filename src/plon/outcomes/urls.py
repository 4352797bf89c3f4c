from django.urls import path

from plon.outcomes import views

app_name = "outcomes"
urlpatterns = [
    path("", views.index, name="index"),
    path("turn/", views.turn, name="turn"),
    path("letter/<str:kind>/<str:language>/", views.letter, name="letter"),
    path("<str:answer>/hide/", views.hide, name="hide"),
    path("<str:answer>/restore/", views.restore, name="restore"),
]
