from django.urls import URLPattern

app_name = "office_messages"
urlpatterns: list[URLPattern] = []
