from django.urls import URLPattern

app_name = "newsletter_office"
urlpatterns: list[URLPattern] = []
