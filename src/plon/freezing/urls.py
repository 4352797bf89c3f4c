from django.urls import URLPattern

app_name = "freezing"
urlpatterns: list[URLPattern] = []
