from django.db import migrations, models
from django.db.models import F, Q

STATES = [
    ("waiting", "waiting"),
    ("running", "being made"),
    ("done", "ready"),
    ("failed", "failed"),
    ("cancelled", "stopped"),
]


def name_states_as_all_work(apps, schema_editor):
    """What was kept, or taken away since, was done; what was not kept has failed for the reason that `trouble` names."""
    copies = apps.get_model("keptcopies", "KeptCopy").objects
    copies.filter(state__in=["kept", "removed"]).update(state="done", ended_at=F("captured_at"))
    copies.filter(state="refused").update(state="failed")
    copies.filter(state="stopped").update(state="cancelled")


def name_states_as_before(apps, schema_editor):
    copies = apps.get_model("keptcopies", "KeptCopy").objects
    copies.filter(state="done", removed_at__isnull=False).update(state="removed")
    copies.filter(state="done").update(state="kept")
    copies.filter(state="failed").exclude(trouble="").update(state="refused")
    copies.filter(state="cancelled").update(state="stopped")


class Migration(migrations.Migration):
    dependencies = [("keptcopies", "0001_start")]

    operations = [
        migrations.RemoveConstraint("keptcopy", "kept_copy_is_whole"),
        migrations.RemoveConstraint("keptcopy", "removed_copy_is_gone"),
        migrations.AlterField(
            "keptcopy", "state", models.CharField(choices=STATES, default="waiting", editable=False, max_length=20)
        ),
        migrations.AlterField("keptcopy", "done", models.PositiveIntegerField(default=0, editable=False)),
        migrations.AlterField("keptcopy", "total", models.PositiveIntegerField(default=0, editable=False)),
        migrations.AlterField("keptcopy", "tries", models.PositiveSmallIntegerField(default=0, editable=False)),
        migrations.AlterField("keptcopy", "seen_at", models.DateTimeField(blank=True, editable=False, null=True)),
        migrations.AddField("keptcopy", "ended_at", models.DateTimeField(blank=True, editable=False, null=True)),
        migrations.AddField("keptcopy", "refusal", models.CharField(blank=True, editable=False, max_length=500)),
        migrations.RunPython(name_states_as_all_work, name_states_as_before),
        migrations.AddConstraint(
            "keptcopy",
            models.CheckConstraint(
                condition=~Q(state="done")
                | Q(removed_at__isnull=False)
                | (Q(captured_at__isnull=False) & ~Q(path="")),
                name="kept_copy_is_whole",
            ),
        ),
        migrations.AddConstraint(
            "keptcopy",
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | Q(state="done", path=""), name="removed_copy_is_gone"
            ),
        ),
    ]
