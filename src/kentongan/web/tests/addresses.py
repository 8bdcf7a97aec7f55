"""Every address of both faces, found by walking the URLconf: a page added later is tested from its first day."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

# What stands for a part of an address; the agency and service are those of the test office.
SAMPLES = {
    "agency": "kukar-dpmptsp",
    "service": {"str": "wbs", "slug": "wbs", "int": "1"},
    "nonce": "nonce",
    "code": "kode",
    "report": "laporan",
    "file": "berkas",
    "row": "2",
    "number": "0",
    "key": "agenda",
    "year": "2026",
}
# The views that a POST reaches; all others must refuse one.
POSTS = {
    "portal:form",
    "portal:receipt",
    "portal:enter",
    "portal:report",
    "portal:step",
    "portal:change",
    "portal:later",
    "portal:leave",
    "desk:receive",
    "desk:slip",
    "desk:paper-forms",
    "desk:enter",
    "desk:ended",
    "desk:leave",
    "desk:routine",
    "desk:begin",
    "desk:close",
    "desk:save",
    "desk:message",
    "desk:note",
    "desk:identity",
    "desk:contribute",
    "desk:book-csv",
    "desk:checks-csv",
    "desk:confirm-order",
    "desk:deviation-note",
    "desk:ask-completion",
    "desk:pause",
    "desk:resume",
    "desk:refuse",
    "desk:refer",
    "desk:withdraw",
    "desk:merge",
    "desk:convert",
    "desk:reopen",
    "desk:object",
    "desk:recuse",
}


def addresses() -> dict[str, str]:
    """Return name and address of every page."""
    return dict(_walk(get_resolver(), "", ""))


def _walk(resolver: URLResolver, before: str, space: str) -> Iterator[tuple[str, str]]:
    for each in resolver.url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _walk(each, route, each.namespace or space)
        elif isinstance(each, URLPattern):
            yield f"{space}:{each.name}", "/" + _filled(each, route)


def _filled(pattern: URLPattern, route: str) -> str:
    for name, converter in pattern.pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")
        sample = SAMPLES[name]
        value = sample if isinstance(sample, str) else sample[kind]
        route = route.replace(f"<{kind}:{name}>", value)
    return route
