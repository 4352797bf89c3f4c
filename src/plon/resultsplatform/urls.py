from django.urls import URLPattern

app_name = "resultsplatform"
urlpatterns: list[URLPattern] = []
