from django.urls import path

from plon.attendance import views

app_name = "attendance"
urlpatterns = [
    path("<str:activity>/", views.attendance, name="list"),
    path("<str:activity>/change/", views.change, name="change"),
    path("<str:activity>/live/", views.live, name="live"),
    path("<str:activity>/add/", views.add, name="add"),
    path("<str:activity>/entries/<int:entry>/remove/", views.remove, name="remove"),
    path("<str:activity>/close/", views.close, name="close"),
    path("<str:activity>/count/", views.raise_reach, name="raise_reach"),
    path("<str:activity>/qr/", views.qr, name="qr"),
    path("<str:activity>/sheet.pdf", views.sheet, name="sheet"),
]
