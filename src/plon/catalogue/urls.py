from django.urls import URLPattern

app_name = "catalogue"
urlpatterns: list[URLPattern] = []
permanent_patterns: list[URLPattern] = []
