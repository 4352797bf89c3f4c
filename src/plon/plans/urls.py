from django.urls import path

from plon.plans import views

app_name = "plans"
urlpatterns = [
    path("", views.index, name="index"),
    path("poster/", views.poster, name="poster"),
    path("poster/file/", views.poster_file, name="poster_file"),
    path("messages/<str:result>/<str:group>/", views.message, name="message"),
    path("<str:kind>/new/", views.add, name="add"),
    path("<str:kind>/<str:item>/", views.change, name="change"),
    path("<str:kind>/<str:item>/move/", views.move, name="move"),
    path("<str:kind>/<str:item>/duplicate/", views.duplicate, name="duplicate"),
    path("<str:kind>/<str:item>/remove/", views.remove, name="remove"),
]
