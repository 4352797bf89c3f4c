from django.urls import URLPattern

app_name = "deposits"
urlpatterns: list[URLPattern] = []
