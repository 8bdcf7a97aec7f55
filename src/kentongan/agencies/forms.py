"""The forms of a profile, with the agency's own lists in place."""

from kentongan.agency_folder import form_path
from kentongan.problems import BadFile, Problem
from kentongan.questions import model as forms
from kentongan.questions.loader import load_form
from kentongan.sop.profile import Profile


def load_forms(profile: Profile) -> dict[str, forms.Form]:
    """Read every form that a service names. Raises `BadFile` with every problem found."""
    lists = {
        "unit": tuple(forms.Choice(key, unit.name, unit.name) for key, unit in profile.units.items()),
    }
    found, problems = {}, list[Problem]()
    for key in sorted({service.form for service in profile.services.values()}):
        path = form_path(key)
        try:
            # `load_profile` has made sure that every form that a service names is there.
            found[key] = load_form(profile.files[path], path).filled(lists)
        except BadFile as bad:
            problems += bad.problems
    if problems:
        raise BadFile(tuple(problems))
    return found
