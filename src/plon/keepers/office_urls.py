from django.urls import path

from plon.keepers import office_views as views

app_name = "office_orphans"
urlpatterns = [
    path("orphans/", views.index, name="index"),
    path("orphans/<str:result>/take-over/", views.take_over, name="take_over"),
    path("orphans/<str:result>/ask/", views.ask, name="ask"),
    path("orphans/<str:result>/retire/", views.retire, name="retire"),
    path("orphans/<str:result>/confirm/", views.confirm, name="confirm"),
]
