"""The measures of time that a new installation begins with; an administrator renames, adds and removes them."""

from django.db import migrations, models

MILESTONES = [
    ("impact_started", "Impact started"),
    ("first_signal", "First signal"),
    ("detected", "Detected"),
    ("acknowledged", "Acknowledged"),
    ("diagnosed", "Diagnosed"),
    ("mitigated", "Mitigated"),
    ("resolved", "Resolved"),
]
MEASURES = [
    ("Time to detect", "TTD", "impact_started", "detected"),
    ("Time to acknowledge", "TTA", "detected", "acknowledged"),
    ("Time to diagnose", "TTDg", "detected", "diagnosed"),
    ("Time to mitigate", "TTM", "impact_started", "mitigated"),
    ("Time to resolve", "TTR", "impact_started", "resolved"),
]


def add_measures(apps, schema_editor):
    definition = apps.get_model("incidents", "MeasureDefinition")
    definition.objects.bulk_create(
        definition(position=position, name=name, short=short, start=start, end=end)
        for position, (name, short, start, end) in enumerate(MEASURES)
    )


class Migration(migrations.Migration):
    dependencies = [("incidents", "0002_severity_levels")]
    operations = [
        migrations.CreateModel(
            name="MeasureDefinition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=60, unique=True)),
                ("short", models.CharField(blank=True, help_text="The abbreviation, such as TTD.", max_length=12)),
                ("start", models.CharField(choices=MILESTONES, max_length=20)),
                ("end", models.CharField(choices=MILESTONES, max_length=20)),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("is_active", models.BooleanField(default=True, help_text="Shown with incidents.")),
            ],
            options={"ordering": ["position", "id"]},
        ),
        migrations.AddConstraint(
            model_name="measuredefinition",
            constraint=models.CheckConstraint(
                condition=models.Q(("start", models.F("end")), _negated=True), name="measure_between_two_milestones"
            ),
        ),
        migrations.RunPython(add_measures, migrations.RunPython.noop),
    ]
