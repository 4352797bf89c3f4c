from django.urls import URLPattern

app_name = "keepers"
urlpatterns: list[URLPattern] = []
