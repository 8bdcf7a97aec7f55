"""The addresses of the officers' pages."""

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from kentongan.desk.views import (
    acts,
    books,
    case,
    deviations,
    front,
    login,
    merging,
    orders,
    paper_forms,
    receiving,
    sideacts,
)


class YearConverter(IntConverter):
    """A year in which a book may have been kept; no number that a date cannot have."""

    regex = "2[0-9]{3}"


register_converter(YearConverter, "year")
app_name = "desk"
urlpatterns = [
    path("", front.page, name="front"),
    path("masuk/", login.enter, name="enter"),
    path("masuk-lagi/", login.ended, name="ended"),
    path("keluar/", login.leave, name="leave"),
    path("arsip/", front.archive, name="archive"),
    path("buku/", books.shelf, name="books"),
    path("buku/<int:service>/<str:key>/<year:year>/", books.book, name="book"),
    path("buku/<int:service>/<str:key>/<year:year>/csv/", books.book_csv, name="book-csv"),
    path("buku-pemeriksaan/<int:service>/<str:row>/<year:year>/", books.checks, name="checks"),
    path("buku-pemeriksaan/<int:service>/<str:row>/<year:year>/csv/", books.checks_csv, name="checks-csv"),
    path("ketidaksesuaian/", deviations.page, name="deviations"),
    path("perintah/<str:code>/<int:number>/", orders.confirm, name="confirm-order"),
    path("rutin/<int:service>/<str:row>/", front.routine, name="routine"),
    path("terima/", receiving.page, name="receiving"),
    path("terima/<slug:agency>/<slug:service>/", receiving.form, name="receive"),
    path(
        "slip/<str:nonce>/", receiving.slip, name="slip"
    ),  # names no service: a browser may print it in a margin
    path("formulir-kertas/<slug:agency>/<slug:service>/", paper_forms.page, name="paper-forms"),
    path("berkas/<str:code>/", case.page, name="case"),
    path("berkas/<str:code>/mulai/", acts.begin, name="begin"),
    path("berkas/<str:code>/selesai/", acts.close, name="close"),
    path("berkas/<str:code>/kelengkapan/", sideacts.ask_completion, name="ask-completion"),
    path("berkas/<str:code>/jeda/", sideacts.pause, name="pause"),
    path("berkas/<str:code>/lanjut/", sideacts.resume, name="resume"),
    path("berkas/<str:code>/tolak/", sideacts.refuse, name="refuse"),
    path("berkas/<str:code>/limpah/", sideacts.refer, name="refer"),
    path("berkas/<str:code>/tarik/", sideacts.withdraw, name="withdraw"),
    path("berkas/<str:code>/gabung/", merging.merge, name="merge"),
    path("berkas/<str:code>/alih-wbs/", sideacts.convert, name="convert"),
    path("berkas/<str:code>/buka-kembali/", sideacts.reopen, name="reopen"),
    path("berkas/<str:code>/keberatan/", sideacts.object_to, name="object"),
    path("berkas/<str:code>/undur-diri/", sideacts.recuse, name="recuse"),
    path("berkas/<str:code>/foto/<str:file>/", case.photo, name="photo"),
    path("berkas/<str:code>/beri/", acts.contribute, name="contribute"),
    path("berkas/<str:code>/simpan/", acts.save, name="save"),
    path("berkas/<str:code>/pesan/", acts.message, name="message"),
    path("berkas/<str:code>/catatan/", acts.note, name="note"),
    path("berkas/<str:code>/catatan-atasan/<int:number>/", deviations.note, name="deviation-note"),
    path("berkas/<str:code>/identitas/<str:report>/", acts.identity, name="identity"),
    path("berkas/<str:code>/lampiran/<str:file>/", case.file, name="file"),
]
