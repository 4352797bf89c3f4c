"""The work package of a result was a text; it becomes a record of the project."""

import re

from django.db import migrations, models


def make_records(apps, schema_editor):
    Result = apps.get_model("results", "Result")
    WorkPackage = apps.get_model("projects", "WorkPackage")
    for result in Result.objects.exclude(work_package_text="").order_by("project_id", "position", "id"):
        text = result.work_package_text
        known = WorkPackage.objects.filter(project_id=result.project_id)
        named = re.match(r"\D*(\d{1,2})\b[\s:.–-]*", text)
        number = int(named[1]) if named else (known.aggregate(m=models.Max("number"))["m"] or 0) + 1
        title = (text[named.end():] if named else text).strip() or text
        package, _made = WorkPackage.objects.get_or_create(
            project_id=result.project_id, number=number, defaults={"title": title}
        )
        result.work_package = package
        result.save(update_fields=["work_package"])


def make_texts(apps, schema_editor):
    for result in apps.get_model("results", "Result").objects.exclude(work_package=None).select_related("work_package"):
        result.work_package_text = f"{result.work_package.number}. {result.work_package.title}"[:120]
        result.save(update_fields=["work_package_text"])


class Migration(migrations.Migration):
    dependencies = [("results", "0004_work_package_is_a_record")]
    operations = [migrations.RunPython(make_records, make_texts)]
