from django.urls import path

from plon.keptcopies import public_views as views

app_name = "copies"
urlpatterns = [
    path("<str:copy>/", views.copy, name="copy"),
    path("<str:key>/at/<int:number>", views.piece, name="piece"),
    path("<str:key>/at/not-kept", views.not_kept, name="not_kept"),
]
