from django.urls import URLPattern

app_name = "contact_office"
urlpatterns: list[URLPattern] = []
