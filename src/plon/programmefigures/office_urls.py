from django.urls import URLPattern

app_name = "programmefigures"
urlpatterns: list[URLPattern] = []
