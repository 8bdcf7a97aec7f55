"""What every template keeps to: no script but one file for the desk, nothing inline, nothing from elsewhere, no logic,
no more than a page."""

import re
from pathlib import Path

import pytest
from django.template import Context, engines
from tests.settings import NoSuchVariable

from kentongan.web.tests.extraction import sources

TEMPLATES = sources("*.html")
LONGEST = 60  # lines; a longer page is two parts
WITH_SCRIPT = {"desk/_copy.html"}  # officers only: a button that copies; without it the text can be selected
OUR_SCRIPT = """<script src="{% static 'web/desk.js' %}" defer></script>"""
FORBIDDEN = {
    "script": r"<script|javascript:",
    "an event handler": r"\son[a-z]+\s*=",
    "inline style": r"<style|\sstyle\s*=",
    "another host": r"(?:src|href|action|srcset)\s*=\s*[\"'](?:https?:)?//",
    "a comparison": r"{%\s*(?:el)?if [^%]*(?:==|!=|<|>| in | is )",
    "unescaped text": r"\|safe\b|{%\s*autoescape",
}


def ids(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


@pytest.mark.parametrize("path", TEMPLATES, ids=ids)
@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_has(path: Path, what: str) -> None:
    text = path.read_text().replace(OUR_SCRIPT, "") if ids(path) in WITH_SCRIPT else path.read_text()
    assert not re.search(FORBIDDEN[what], text, re.IGNORECASE), what


@pytest.mark.parametrize("path", TEMPLATES, ids=ids)
def test_no_template_is_longer_than_a_page(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST


@pytest.mark.parametrize("path", TEMPLATES, ids=ids)
def test_every_form_that_posts_carries_a_token(path: Path) -> None:
    text = path.read_text()
    assert len(re.findall(r'<form[^>]*method="post"', text)) == text.count("{% csrf_token %}")


def test_the_first_sheet_is_small() -> None:
    (sheet,) = [path for path in sources("*.css") if path.name == "public.css"]
    assert sheet.stat().st_size <= 12_000


def test_the_only_script_is_small_and_asks_nobody() -> None:
    (script,) = sources("*.js")
    assert script.stat().st_size <= 2_000
    assert not re.search(r"fetch|XMLHttp|import|eval|innerHTML|https?:", script.read_text())


@pytest.mark.parametrize("path", sources("*.css"), ids=ids)
def test_a_sheet_loads_nothing(path: Path) -> None:
    assert not re.search(r"url\(|@import|@font-face", path.read_text())


@pytest.mark.parametrize("text", ["{{ nobody }}", "{{ nobody.name }}", "{{ page.nothing|upper }}"])
def test_a_template_that_speaks_of_what_it_was_not_given_fails_in_tests(text: str) -> None:
    template = engines["django"].engine.from_string(text)
    with pytest.raises(NoSuchVariable):
        template.render(Context({"page": {}}))


CLAIMS = (
    r"(di|ber)?tanda ?tangan\w* (secara )?elektronik|\bTTE\b|signed electronically|electronic(ally)? sign"
)


@pytest.mark.parametrize("path", sources("*.html", "*.py", "*.po"), ids=ids)
def test_no_page_claims_a_certified_signature(path: Path) -> None:
    # What is recorded is the signer's own key over the text: no certified signature (UU 11/2008 pasal 11 and 13).
    assert not re.search(CLAIMS, path.read_text(), re.IGNORECASE)
