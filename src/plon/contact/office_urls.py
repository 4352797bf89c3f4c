from django.urls import path

from plon.contact import office_views as views

app_name = "office_contact"
urlpatterns = [
    path("", views.index, name="index"),
    path("<str:message>/", views.message, name="message"),
    path("<str:message>/answer/", views.answer, name="answer"),
    path("<str:message>/note/", views.note, name="note"),
    path("<str:message>/move/", views.move, name="move"),
    path("<str:message>/erase/", views.erase, name="erase"),
]
