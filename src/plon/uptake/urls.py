from django.urls import URLPattern

app_name = "uptake"
urlpatterns: list[URLPattern] = []
