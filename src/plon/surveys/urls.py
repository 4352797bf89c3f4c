from django.urls import path

from plon.surveys import language_views, question_views, round_views, views

app_name = "surveys"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("bring/", views.bring, name="bring"),
    path("<str:survey>/", views.detail, name="detail"),
    path("<str:survey>/settings/", views.settings, name="settings"),
    path("<str:survey>/remove/", views.remove, name="remove"),
    path("<str:survey>/copy/", views.copy, name="copy"),
    path("<str:survey>/definition.json", views.definition, name="definition"),
    path("<str:survey>/preview/", language_views.preview, name="preview"),
    path("<str:survey>/words/", language_views.words, name="words"),
    path("<str:survey>/languages/<str:language>/", language_views.language, name="language"),
    path("<str:survey>/pick/", question_views.pick, name="pick"),
    path("<str:survey>/sections/new/", question_views.new_section, name="new_section"),
    path("<str:survey>/sections/<str:section>/", question_views.section, name="section"),
    path("<str:survey>/sections/<str:section>/move/", question_views.move_section, name="move_section"),
    path("<str:survey>/sections/<str:section>/remove/", question_views.remove_section, name="remove_section"),
    path("<str:survey>/questions/new/<str:kind>/", question_views.new_question, name="new_question"),
    path("<str:survey>/questions/<str:question>/", question_views.question, name="question"),
    path("<str:survey>/questions/<str:question>/move/", question_views.move_question, name="move_question"),
    path("<str:survey>/questions/<str:question>/copy/", question_views.copy_question, name="copy_question"),
    path("<str:survey>/questions/<str:question>/remove/", question_views.remove_question, name="remove_question"),
    path("<str:survey>/rounds/new/", round_views.new, name="new_round"),
    path("<str:survey>/rounds/<str:round>/", round_views.detail, name="round"),
    path("<str:survey>/rounds/<str:round>/change/", round_views.change, name="change_round"),
    path("<str:survey>/rounds/<str:round>/count/", round_views.count, name="count"),
    path("<str:survey>/rounds/<str:round>/open/", round_views.open_now, name="open"),
    path("<str:survey>/rounds/<str:round>/close/", round_views.close, name="close"),
    path("<str:survey>/rounds/<str:round>/remove/", round_views.remove, name="remove_round"),
    path("<str:survey>/rounds/<str:round>/qr/", round_views.qr, name="qr"),
    path("<str:survey>/rounds/<str:round>/paper.pdf", round_views.paper, name="paper"),
]
