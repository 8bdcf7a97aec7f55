"""The addresses of the reporter's pages."""

from django.urls import path

from kentongan.portal.views import board, code, doors, form, receipt, report

app_name = "portal"
urlpatterns = [
    path("", doors.front, name="front"),
    path("cek/", code.enter, name="enter"),
    path("laporan/", report.page, name="report"),
    path("laporan/langkah/", report.step, name="step"),
    path("laporan/<int:number>/berkas/<str:code>/", report.file, name="file"),
    path("ganti-kode/", code.change, name="change"),
    path("ganti-kode/nanti/", code.later, name="later"),
    path("keluar/", code.leave, name="leave"),
    path("keluar-cepat/", code.quick_exit, name="exit"),
    path("foto/<str:code>/", board.photo, name="photo"),
    path("<slug:agency>/", doors.agency, name="agency"),
    path("<slug:agency>/<slug:service>/lapor/", form.page, name="form"),
    path("<slug:agency>/<slug:service>/tayangan/", board.page, name="board"),
    path("<slug:agency>/<slug:service>/tayangan/<str:number>/", board.page, name="board-page"),
    path("<slug:agency>/<slug:service>/terkirim/<str:nonce>/", receipt.page, name="receipt"),
]
