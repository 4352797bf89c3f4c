from django.urls import URLPattern

app_name = "savedsearches"
urlpatterns: list[URLPattern] = []
