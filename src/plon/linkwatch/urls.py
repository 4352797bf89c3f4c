from django.urls import URLPattern

app_name = "linkwatch"
urlpatterns: list[URLPattern] = []
