from django.urls import path

from plon.keptcopies import public_views as views

app_name = "copies"
urlpatterns = [
    path("<str:copy>/", views.copy, name="copy"),
    path("<str:key>/at/<int:number>", views.piece, name="piece"),
    # The same for what comes along with a page.
    path("<str:key>/at/<int:number>.part", views.piece),
    path("<str:key>/at/not-kept", views.not_kept, name="not_kept"),
]
