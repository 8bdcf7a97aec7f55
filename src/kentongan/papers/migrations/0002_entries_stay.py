"""What was entered in a book stays: triggers."""

from django.db import migrations

from kentongan.papers.migrations import _triggers


class Migration(migrations.Migration):
    dependencies = [("papers", "0001_initial")]

    operations = [migrations.RunPython(_triggers.set_up, _triggers.take_away)]
