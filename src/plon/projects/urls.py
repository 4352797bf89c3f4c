from django.urls import path

from plon.projects import filling_views, history_views, partner_views, team_views, views, workplan_views

app_name = "projects"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("number/", views.number, name="number"),
    path("organisations/", views.organisations, name="organisations"),
    path("claim/", views.claim, name="claim"),
    path("begin/", filling_views.begin, name="begin"),
    path("invitation/<str:secret>/", team_views.invitation, name="invitation"),
    path("invitations/<int:invitation>/join/", team_views.join, name="join"),
    path("<str:project>/", views.overview, name="overview"),
    path("<str:project>/team/", team_views.people, name="team"),
    path("<str:project>/team/<int:membership>/", team_views.change_member, name="member"),
    path("<str:project>/team/<int:membership>/remove/", team_views.remove_member, name="remove-member"),
    path("<str:project>/invitations/<int:invitation>/", team_views.change_invitation, name="change-invitation"),
    path("<str:project>/partners/", partner_views.partners, name="partners"),
    path("<str:project>/partners/<int:partnership>/", partner_views.change_partner, name="partner"),
    path("<str:project>/partners/<int:partnership>/remove/", partner_views.remove_partner, name="remove-partner"),
    path("<str:project>/partners/<int:partnership>/organisation/", partner_views.organisation, name="organisation"),
    path("<str:project>/work-plan/", workplan_views.work_plan, name="work-plan"),
    path("<str:project>/work-plan/<str:kind>/<str:item>/", workplan_views.change, name="work-plan-item"),
    path("<str:project>/work-plan/<str:kind>/<str:item>/remove/", workplan_views.remove, name="remove-work-plan-item"),
    path("<str:project>/partners/<int:partnership>/logo/", partner_views.logo, name="partner-logo"),
    path("<str:project>/settings/", views.settings, name="settings"),
    path("<str:project>/fill/", filling_views.fill, name="fill"),
    path("<str:project>/history/", history_views.history, name="history"),
    path("<str:project>/history/<int:event>/", history_views.restore_event, name="restore"),
    path("<str:project>/delete/", views.delete, name="delete"),
]
