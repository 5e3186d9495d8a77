"""The severity levels that a new installation begins with; an administrator renames, adds and removes them."""

from django.db import migrations

LEVELS = [
    (1, "Sev-1", "Many people cannot do what they came for, or data or money is lost.", False),
    (2, "Sev-2", "Some people are hindered, or there is no way around.", False),
    (3, "Sev-3", "Few people are hindered, or there is an easy way around.", False),
    (4, "Near miss", "Nothing was hit, but it could have been.", True),
]


def add_levels(apps, schema_editor):
    level = apps.get_model("incidents", "SeverityLevel")
    level.objects.bulk_create(level(rank=rank, name=name, description=why, is_near_miss=near) for rank, name, why, near in LEVELS)


class Migration(migrations.Migration):
    dependencies = [("incidents", "0001_initial")]
    operations = [migrations.RunPython(add_levels, migrations.RunPython.noop)]
