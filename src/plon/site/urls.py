"""Every door of the house. Public pages carry their language; the workspace follows the person."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from plon.accounts.views import choose_language
from plon.attendance.signing import sign
from plon.catalogue.urls import permanent_patterns
from plon.evidence.file_views import file as evidence_file
from plon.plans.commitment_views import verify
from plon.shortlinks.door import follow
from plon.site import health, office, pwa, styleguide

urlpatterns = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("language/", choose_language, name="set_language"),
    path("accounts/", include("plon.accounts.urls")),
    path("sw.js", pwa.service_worker, name="service_worker"),
    path("app/<str:language>.webmanifest", pwa.manifest, name="manifest"),
    path("workspace/", include("plon.activities.now_urls")),
    path("workspace/bring-in/", include("plon.packages.arrival_urls")),
    path("workspace/", include("plon.projects.urls")),
    path("workspace/<str:project>/results/", include("plon.results.urls")),
    path("workspace/<str:project>/plan/", include("plon.plans.urls")),
    path("workspace/<str:project>/activities/ledger/", include("plon.activities.ledger.urls")),
    path("workspace/<str:project>/activities/", include("plon.activities.urls")),
    path("workspace/<str:project>/application/", include("plon.reports.urls")),
    path("workspace/<str:project>/partner-links/", include("plon.corner.urls")),
    path("", include("plon.corner.public_urls")),
    path("workspace/<str:project>/attendance/", include("plon.attendance.urls")),
    path("sign/<str:secret>/", sign, name="sign"),
    path("kept/", include("plon.keepers.public_urls")),
    path("workspace/<str:project>/evidence/", include("plon.evidence.urls")),
    path("workspace/<str:project>/toolkit/links/", include("plon.shortlinks.urls")),
    path("workspace/<str:project>/toolkit/check/", include("plon.visibility.urls")),
    path("workspace/<str:project>/toolkit/", include("plon.toolkit.urls")),
    path("workspace/<str:project>/uptake/", include("plon.uptake.urls")),
    path("workspace/<str:project>/reach/", include("plon.reach.urls")),
    path("workspace/<str:project>/evaluation/surveys/", include("plon.surveys.urls")),
    path("workspace/<str:project>/evaluation/answers/", include("plon.surveyresults.urls")),
    path("workspace/<str:project>/evaluation/outcomes/", include("plon.outcomes.urls")),
    path("workspace/<str:project>/evaluation/findings/", include("plon.findings.urls")),
    path("workspace/<str:project>/evaluation/", include("plon.evaluation.urls")),
    path("workspace/<str:project>/reports/issued/", include("plon.verification.urls")),
    path("workspace/<str:project>/reports/platform/", include("plon.resultsplatform.urls")),
    path("workspace/<str:project>/reports/", include("plon.reports.report_urls")),
    path("s/", include("plon.responses.public_urls")),
    path("outcome/", include("plon.outcomes.public_urls")),
    path("audit/", include("plon.verification.public_urls")),
    path("workspace/<str:project>/sustainability/links/", include("plon.linkwatch.urls")),
    path("workspace/<str:project>/sustainability/keepers/", include("plon.keepers.urls")),
    path("workspace/<str:project>/sustainability/copies/", include("plon.keptcopies.urls")),
    path("workspace/<str:project>/sustainability/files/", include("plon.fixity.urls")),
    path("workspace/<str:project>/sustainability/packages/", include("plon.packages.urls")),
    path("workspace/<str:project>/sustainability/deposits/", include("plon.deposits.urls")),
    path("workspace/<str:project>/sustainability/frozen/", include("plon.freezing.urls")),
    path("workspace/<str:project>/sustainability/", include("plon.sustainability.urls")),
    path("evidence-files/<str:signed>", evidence_file, name="evidence_file"),
    path("office/", office.index, name="office"),
    path("office/", include("plon.projects.office_urls")),
    path("office/", include("plon.exchange.urls")),
    path("office/", include("plon.uptake.office_urls")),
    path("office/", include("plon.fixity.office_urls")),
    path("office/", include("plon.keepers.office_urls")),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("v/<str:commitment>/", verify, name="verify"),
    path("l/<str:code>", follow, name="shortlink"),
    *permanent_patterns,
    *i18n_patterns(
        path("", include("plon.portal.urls")),
        path("", include("plon.uptake.public_urls")),
        path("collections/", include("plon.collections.urls")),
        path("searches/", include("plon.savedsearches.urls")),
        path("copies/", include("plon.keptcopies.public_urls")),
        path("", include("plon.catalogue.urls")),
    ),
]
