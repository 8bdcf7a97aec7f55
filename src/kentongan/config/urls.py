"""Which pages this process serves: the reporters', the officers', or both (a demo on one machine).

In production the two faces have a host each: one cookie jar must not hold both.
"""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

FACE = settings.KENTONGAN["FACE"]

urlpatterns: list[URLPattern | URLResolver] = []
if FACE in {"desk", "both"}:
    urlpatterns += [path("meja/", include("kentongan.desk.urls"))]
if FACE == "desk":
    urlpatterns += [path("", RedirectView.as_view(pattern_name="desk:front"))]
if FACE in {"portal", "both"}:
    urlpatterns += [path("", include("kentongan.portal.urls"))]

handler400 = "kentongan.web.errors.bad_request"
handler403 = "kentongan.web.errors.forbidden"
handler404 = "kentongan.web.errors.not_found"
handler500 = "kentongan.web.errors.server_error"
