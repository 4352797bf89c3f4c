from django.urls import path

from plon.newsletter import office_views, office_writing, subscribers_views

app_name = "newsletter_office"
urlpatterns = [
    path("", office_views.index, name="index"),
    path("new/", office_writing.new, name="new"),
    path("subscribers/", subscribers_views.subscribers, name="subscribers"),
    path("subscribers/erase/", subscribers_views.erase, name="erase"),
    path("<str:issue>/", office_views.issue, name="issue"),
    path("<str:issue>/state/", office_views.state, name="state"),
    path("<str:issue>/texts/", office_writing.edit, name="edit"),
    path("<str:issue>/take-in/", office_writing.offers, name="offers"),
    path("<str:issue>/items/<str:item>/", office_writing.item, name="item"),
    path("<str:issue>/items/<str:item>/do/", office_writing.act_on_item, name="act_on_item"),
    path("<str:issue>/letter/<str:language>.<str:ending>", office_views.letter, name="letter"),
    path("<str:issue>/send/", office_views.send, name="send"),
    path("<str:issue>/do/", office_views.act, name="act"),
]
