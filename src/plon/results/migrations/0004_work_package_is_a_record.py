import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("projects", "0004_work_plan"), ("results", "0003_uploader_may_be_unknown")]

    operations = [
        migrations.RenameField("result", "work_package", "work_package_text"),
        migrations.AddField(
            "result",
            "work_package",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="results",
                to="projects.workpackage",
                verbose_name="work package",
            ),
        ),
    ]
