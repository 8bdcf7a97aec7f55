"""From here an archived case stands still; see `_stillness`."""

from django.db import migrations

from . import _stillness


class Migration(migrations.Migration):
    """The triggers."""

    dependencies = [("cases", "0001_initial"), ("reports", "0001_initial")]

    operations = [migrations.RunPython(_stillness.set_up, _stillness.take_away)]
