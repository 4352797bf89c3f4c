from django.urls import path

from plon.uptake import office_views

app_name = "office_uses"
urlpatterns = [
    path("uses/", office_views.index, name="index"),
    path("uses/<str:kind>/<str:thing>/hide/", office_views.hide, name="hide"),
    path("uses/<str:kind>/<str:thing>/restore/", office_views.restore, name="restore"),
]
