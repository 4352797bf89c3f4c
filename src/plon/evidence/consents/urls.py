from django.urls import URLPattern, path

from plon.evidence.consents import photo_views, views

urlpatterns: list[URLPattern] = [
    path("consents/", views.index, name="consents"),
    path("consents/new/", views.new, name="consent-new"),
    path("consents/paper/", views.paper, name="consent-paper"),
    path("consents/<str:consent>/", views.consent, name="consent"),
    path("consents/<str:consent>/change/", views.change, name="consent-change"),
    path("consents/<str:consent>/form/", views.signed_form, name="consent-form"),
    path("consents/<str:consent>/photos/", photo_views.choose, name="consent-photos"),
    path("consents/<str:consent>/withdraw/", views.withdraw, name="consent-withdraw"),
    path("consents/<str:consent>/remove/", views.remove, name="consent-remove"),
]
