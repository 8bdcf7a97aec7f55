"""The addresses of the officers' pages."""

from django.urls import path

from kentongan.desk.views import acts, case, front, login

app_name = "desk"
urlpatterns = [
    path("", front.page, name="front"),
    path("masuk/", login.enter, name="enter"),
    path("masuk-lagi/", login.ended, name="ended"),
    path("keluar/", login.leave, name="leave"),
    path("arsip/", front.archive, name="archive"),
    path("rutin/<int:service>/<str:row>/", front.routine, name="routine"),
    path("berkas/<str:code>/", case.page, name="case"),
    path("berkas/<str:code>/mulai/", acts.begin, name="begin"),
    path("berkas/<str:code>/selesai/", acts.close, name="close"),
    path("berkas/<str:code>/simpan/", acts.save, name="save"),
    path("berkas/<str:code>/pesan/", acts.message, name="message"),
    path("berkas/<str:code>/catatan/", acts.note, name="note"),
    path("berkas/<str:code>/identitas/<str:report>/", acts.identity, name="identity"),
    path("berkas/<str:code>/lampiran/<str:file>/", case.file, name="file"),
]
