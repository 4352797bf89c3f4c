from django.urls import path

from plon.office.agency import letter_views as letters
from plon.office.agency import logo_views as logos
from plon.office.agency import statement_views as statements
from plon.office.agency import views as agency
from plon.office.announcing import views as announcing
from plon.office.auditing import views as auditing
from plon.office.merging import views as merging
from plon.office.people import inviting_views as inviting
from plon.office.people import views as people

app_name = "office_people"
urlpatterns = [
    path("settings/", agency.settings, name="settings"),
    path("settings/authority/", agency.settings, {"section": "authority"}, name="authority"),
    path("settings/retention/", agency.settings, {"section": "retention"}, name="retention"),
    path("settings/logo/", logos.logo, name="logo"),
    path("settings/logo/remove/", logos.remove, name="remove_logo"),
    path("settings/letters/", letters.letters, name="letters"),
    path("settings/letters/<str:letter>/", letters.letter, name="letter"),
    path("settings/statements/", statements.statements, name="statements"),
    path("settings/statements/<str:page>/<str:language>/", statements.statement, name="statement"),
    path("announcements/", announcing.index, name="announcements"),
    path("announcements/new/", announcing.new, name="new_announcement"),
    path("announcements/<str:announcement>/", announcing.announcement, name="announcement"),
    path("announcements/<str:announcement>/edit/", announcing.edit, name="edit_announcement"),
    path("announcements/<str:announcement>/publish/", announcing.publish, name="publish_announcement"),
    path("announcements/<str:announcement>/end/", announcing.end, name="end_announcement"),
    path("announcements/<str:announcement>/delete/", announcing.delete, name="delete_announcement"),
    path("audit/", auditing.index, name="audit"),
    path("audit/export/", auditing.export, name="audit_export"),
    path("organisations/", merging.index, name="organisations"),
    path("organisations/merges/<int:merge>/undo/", merging.undo, name="undo_merge"),
    path("organisations/<str:organisation>/", merging.organisation, name="organisation"),
    path("organisations/<str:kept>/merge/<str:gone>/", merging.merge, name="merge"),
    path("people/", people.index, name="people"),
    path("people/invitations/", inviting.invitations, name="invitations"),
    path("people/invitations/<int:invitation>/", inviting.change_invitation, name="change_invitation"),
    path("join/<str:secret>/", inviting.join, name="join"),
    path("people/<int:person>/", people.person, name="person"),
    path("people/<int:person>/deactivate/", people.deactivate, name="deactivate"),
    path("people/<int:person>/reactivate/", people.reactivate, name="reactivate"),
]
