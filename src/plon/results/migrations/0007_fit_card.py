import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("results", "0006_no_work_package_text"),
    ]

    operations = [
        migrations.AddField(
            model_name="resultfile",
            name="change_note",
            field=models.CharField(blank=True, max_length=300, verbose_name="what changed in this version"),
        ),
        migrations.CreateModel(
            name="FitCard",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("audiences", models.JSONField(blank=True, default=list, verbose_name="who uses it")),
                (
                    "learners",
                    models.JSONField(blank=True, default=list, verbose_name="made with these learners in mind"),
                ),
                ("levels", models.JSONField(blank=True, default=list, verbose_name="level of education")),
                (
                    "age_from",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(120)],
                        verbose_name="age from",
                    ),
                ),
                (
                    "age_to",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(120)],
                        verbose_name="age to",
                    ),
                ),
                (
                    "group_from",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10000),
                        ],
                        verbose_name="group from",
                    ),
                ),
                (
                    "group_to",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10000),
                        ],
                        verbose_name="group to",
                    ),
                ),
                (
                    "time_from",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="time from",
                    ),
                ),
                (
                    "time_to",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1000),
                        ],
                        verbose_name="time to",
                    ),
                ),
                ("time_unit", models.CharField(default="lessons", max_length=20, verbose_name="counted in")),
                ("preparation", models.CharField(blank=True, max_length=20, verbose_name="preparation")),
                (
                    "language_levels",
                    models.JSONField(blank=True, default=list, verbose_name="language level learners need"),
                ),
                (
                    "works_offline",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "yes"), ("no", "no")],
                        max_length=3,
                        verbose_name="works without the internet",
                    ),
                ),
                (
                    "editable",
                    models.CharField(
                        blank=True,
                        choices=[("yes", "yes"), ("no", "no")],
                        max_length=3,
                        verbose_name="others can edit it",
                    ),
                ),
                ("qualities", models.JSONField(blank=True, default=list, verbose_name="evidence of quality")),
                (
                    "piloted_with",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(1000000),
                        ],
                        verbose_name="how many people tried it out",
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("field_versions", models.JSONField(blank=True, default=dict, editable=False)),
                (
                    "result",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="fit", to="results.result"
                    ),
                ),
            ],
            options={
                "verbose_name": "fit card",
                "verbose_name_plural": "fit cards",
            },
        ),
        migrations.CreateModel(
            name="FitText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=5, verbose_name="language")),
                ("materials", models.TextField(blank=True, max_length=1000, verbose_name="what you need at hand")),
                ("preparation", models.TextField(blank=True, max_length=1000, verbose_name="how to prepare")),
                (
                    "quality_note",
                    models.TextField(blank=True, max_length=1000, verbose_name="how you know that it is good"),
                ),
                (
                    "card",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="texts", to="results.fitcard"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.AddConstraint(
            model_name="fitcard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("age_from__isnull", True),
                    ("age_to__isnull", True),
                    ("age_from__lte", models.F("age_to")),
                    _connector="OR",
                ),
                name="fit_age_ascends",
            ),
        ),
        migrations.AddConstraint(
            model_name="fitcard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("group_from__isnull", True),
                    ("group_to__isnull", True),
                    ("group_from__lte", models.F("group_to")),
                    _connector="OR",
                ),
                name="fit_group_ascends",
            ),
        ),
        migrations.AddConstraint(
            model_name="fitcard",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("time_from__isnull", True),
                    ("time_to__isnull", True),
                    ("time_from__lte", models.F("time_to")),
                    _connector="OR",
                ),
                name="fit_time_ascends",
            ),
        ),
        migrations.AddConstraint(
            model_name="fittext",
            constraint=models.UniqueConstraint(fields=("card", "language"), name="fit_text_per_language"),
        ),
    ]
