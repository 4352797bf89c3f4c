from django.urls import path

from plon.activities.ledger import export_views, views

app_name = "ledger"
urlpatterns = [
    path("", views.index, name="index"),
    path("missing/", views.missing, name="missing"),
    path("beyond/", views.beyond, name="beyond"),
    path("ledger.<str:ending>", export_views.export, name="export"),
    path("<str:kind>/<str:item>/", views.figure, name="figure"),
    path("<str:kind>/<str:item>/prove/", views.prove, name="prove"),
    path("<str:kind>/<str:item>/unprove/<str:evidence>/", views.unprove, name="unprove"),
]
