from django.urls import path

from plon.keptcopies import views

app_name = "keptcopies"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/<int:link>/", views.new, name="new"),
    path("<str:copy>/", views.copy, name="copy"),
    path("<str:copy>/state/", views.state, name="state"),
    path("<str:copy>/stop/", views.stop, name="stop"),
    path("<str:copy>/take-away/", views.remove, name="remove"),
    path("<str:copy>/copy.warc.gz", views.archive, name="archive"),
    path("<str:copy>/copy.cdxj", views.archive_index, name="archive_index"),
]
