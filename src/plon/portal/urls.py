from django.urls import URLPattern, path

from plon.portal import opening, views
from plon.portal.agency_logo import agency_logo
from plon.portal.news import views as news_views

app_name = "portal"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("guide/", views.guide, name="guide"),
    path("guide/glossary/", views.glossary_page, name="glossary"),
    path("guide/open/<slug:place>/", opening.open_place, name="open_place"),
    path("guide/<slug:guide>/", views.guide_page, name="guide_page"),
    path("news/", news_views.news, name="news"),
    path("news/feed.atom", news_views.feed, name="news_feed"),
    path("news/<slug:slug>/", news_views.article, name="article"),
    path("about/", views.about, name="about"),
    path("about/accessibility/", views.accessibility, name="accessibility"),
    path("about/privacy/", views.privacy, name="privacy"),
]

# Addresses without a language.
plain_patterns: list[URLPattern] = [
    path("pictures/<str:name>", news_views.picture, name="portal_picture"),
    path("agency/logo/<str:sha256>.png", agency_logo, name="portal_agency_logo"),
]
