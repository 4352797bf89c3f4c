from django.db import migrations, models
from django.db.models.functions import Left

STATES = [
    ("waiting", "waiting"),
    ("running", "being made"),
    ("done", "ready"),
    ("failed", "failed"),
    ("cancelled", "stopped"),
]


def shorten_words(apps, schema_editor):
    """Refusals have less room than problems had."""
    apps.get_model("packages", "Arrival").objects.update(refusal=Left("refusal", 500))


def leave_words(apps, schema_editor):
    """Nothing is to do on the way back: there is more room for words."""


def altered(model):
    """The fields that both have in common are not edited in forms."""
    return [
        migrations.AlterField(model, name, field)
        for name, field in (
            ("state", models.CharField(choices=STATES, default="waiting", editable=False, max_length=20)),
            ("tries", models.PositiveSmallIntegerField(default=0, editable=False)),
            ("seen_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ("ended_at", models.DateTimeField(blank=True, editable=False, null=True)),
        )
    ]


class Migration(migrations.Migration):
    dependencies = [("packages", "0001_keep_packages_and_arrivals")]

    operations = [
        migrations.RenameField("arrival", "problem", "refusal"),
        migrations.RunPython(shorten_words, leave_words),
        migrations.AlterField("arrival", "refusal", models.CharField(blank=True, editable=False, max_length=500)),
        migrations.AddField("arrival", "done", models.PositiveIntegerField(default=0, editable=False)),
        migrations.AddField("arrival", "total", models.PositiveIntegerField(default=0, editable=False)),
        migrations.AddField("package", "refusal", models.CharField(blank=True, editable=False, max_length=500)),
        migrations.AlterField("package", "done", models.PositiveIntegerField(default=0, editable=False)),
        migrations.AlterField("package", "total", models.PositiveIntegerField(default=0, editable=False)),
        *altered("arrival"),
        *altered("package"),
    ]
