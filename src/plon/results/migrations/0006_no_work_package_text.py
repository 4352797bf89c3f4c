from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("results", "0005_work_packages_move")]
    operations = [migrations.RemoveField("result", "work_package_text")]
