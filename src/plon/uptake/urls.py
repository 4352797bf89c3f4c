from django.urls import path

from plon.uptake import team_views as views

app_name = "uptake"
urlpatterns = [
    path("", views.index, name="index"),
    path("uses.<str:ending>", views.export, name="export"),
    path("policies/new/", views.add_policy, name="add_policy"),
    path("policies/<str:policy>/accept/", views.accept, name="accept"),
    path("questions/<str:inquiry>/", views.inquiry, name="inquiry"),
    path("questions/<str:inquiry>/close/", views.close, name="close"),
    path("<str:kind>/<str:thing>/hide/", views.hide, name="hide"),
    path("<str:kind>/<str:thing>/restore/", views.restore, name="restore"),
]
