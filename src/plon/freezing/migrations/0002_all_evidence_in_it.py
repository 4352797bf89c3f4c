from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("freezing", "0001_start")]

    operations = [migrations.RenameField(model_name="frozensite", old_name="photos", new_name="evidence")]
