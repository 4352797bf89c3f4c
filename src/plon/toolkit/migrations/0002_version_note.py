from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("toolkit", "0001_start")]

    operations = [
        migrations.AddField(
            model_name="materialversion",
            name="note",
            field=models.CharField(blank=True, max_length=200, verbose_name="what changed"),
        ),
    ]
