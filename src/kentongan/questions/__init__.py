"""Forms as data: questions, conditions, and the check of answers. Pure.

`load_form` reads a form file (its format stands in `schema`), `Form.filled` puts the agency's lists in,
`canonical` and `digest` give what is archived, `read` checks what a reporter posted, `render` shows a
report with the form under which it came in.
"""

from .fields import file_rules, rows_shown
from .loader import load_form
from .model import Choice, Form, Question, canonical, digest, load_archived
from .reading import FieldError, Reading, file_fields, is_asked, read
from .rendering import Line, render

__all__ = [
    "Choice",
    "FieldError",
    "Form",
    "Line",
    "Question",
    "Reading",
    "canonical",
    "digest",
    "file_fields",
    "file_rules",
    "is_asked",
    "load_archived",
    "load_form",
    "read",
    "render",
    "rows_shown",
]
