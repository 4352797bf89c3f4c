from django.urls import URLPattern

app_name = "uses"
urlpatterns: list[URLPattern] = []
