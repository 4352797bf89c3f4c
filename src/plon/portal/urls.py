from django.urls import URLPattern, path

from plon.portal import opening, views

app_name = "portal"
urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("guide/", views.guide, name="guide"),
    path("guide/glossary/", views.glossary_page, name="glossary"),
    path("guide/open/<slug:place>/", opening.open_place, name="open_place"),
    path("guide/<slug:guide>/", views.guide_page, name="guide_page"),
    path("about/", views.about, name="about"),
    path("about/accessibility/", views.accessibility, name="accessibility"),
    path("about/privacy/", views.privacy, name="privacy"),
]
