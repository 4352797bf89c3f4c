from django.urls import path

from plon.review import views

app_name = "review"
urlpatterns = [
    path("", views.index, name="index"),
    path("submit/", views.submit, name="submit"),
    path("message/", views.remark, name="remark"),
    path("results/<str:item>/message/", views.remark, name="item_remark"),
    path("hidden/<str:hiding>/appeal/", views.appeal, name="appeal"),
]
