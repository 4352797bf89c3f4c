from django.urls import path

from plon.resultsplatform import views

app_name = "resultsplatform"
urlpatterns = [
    path("", views.index, name="index"),
    path("table.xlsx", views.table, name="table"),
    path("typed/<str:result>/", views.entry, name="entry"),
    path("typed/<str:result>/take-back/", views.take_back, name="take_back"),
    path("packages/<str:package>/", views.package, name="package"),
    path("packages/<str:package>/state/", views.state, name="state"),
    path("packages/<str:package>/stop/", views.cancel, name="cancel"),
    path("packages/<str:package>/file/", views.file, name="file"),
]
