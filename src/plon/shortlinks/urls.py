from django.urls import path

from plon.shortlinks import export_views, views

app_name = "shortlinks"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.add, name="add"),
    path("keep/", export_views.keep, name="keep"),
    path("counts.<str:ending>", export_views.export, name="export"),
    path("<str:code>/", views.detail, name="detail"),
    path("<str:code>/change/", views.change, name="change"),
    path("<str:code>/away/", views.put_away, name="put_away"),
    path("<str:code>/qr/<str:kind>", export_views.qr, name="qr"),
]
