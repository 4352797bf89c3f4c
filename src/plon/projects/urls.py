from django.urls import path

from plon.projects import people_views, views

app_name = "projects"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("claim/", views.claim, name="claim"),
    path("invitation/<str:secret>/", people_views.invitation, name="invitation"),
    path("<str:project>/", views.overview, name="overview"),
    path("<str:project>/team/", people_views.people, name="team"),
    path("<str:project>/team/<int:membership>/", people_views.member, name="member"),
    path("<str:project>/invitations/<int:invitation>/", people_views.revoke, name="revoke"),
    path("<str:project>/partners/", people_views.partners, name="partners"),
    path("<str:project>/partners/<int:partnership>/", people_views.partner, name="partner"),
    path("<str:project>/partners/<int:partnership>/organisation/", people_views.organisation, name="organisation"),
    path("<str:project>/settings/", views.settings, name="settings"),
    path("<str:project>/history/", views.history, name="history"),
    path("<str:project>/history/<int:event>/", views.restore_event, name="restore"),
    path("<str:project>/delete/", views.delete, name="delete"),
]
