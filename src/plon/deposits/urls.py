from django.urls import path

from plon.deposits import identifier_views, views

app_name = "deposits"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("check/", views.check, name="check"),
    path("identifiers/<str:result>/", identifier_views.identifiers, name="identifiers"),
    path("identifiers/<str:result>/<str:identifier>/remove/", identifier_views.remove, name="remove_identifier"),
    path("<str:deposit>/", views.deposit, name="deposit"),
    path("<str:deposit>/state/", views.state, name="state"),
    path("<str:deposit>/new-version/", views.new_version, name="new_version"),
    path("<str:deposit>/go-on/", views.go_on, name="go_on"),
    path("<str:deposit>/stop/", views.stop, name="stop"),
    path("<str:deposit>/give-up/", views.give_up, name="give_up"),
    path("<str:deposit>/look/", views.look, name="look"),
]
