
import django.db.models.deletion
import django.utils.timezone
import plon.identifiers
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('projects', '0005_final_payment'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='VisibilityCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(default=plon.identifiers.new_public_id, editable=False, max_length=12, unique=True)),
                ('of', models.CharField(choices=[('file', 'file'), ('page', 'web page'), ('material', 'dissemination tool')], max_length=10, verbose_name='what was checked')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('address', models.CharField(blank=True, max_length=2000, verbose_name='web address')),
                ('path', models.CharField(blank=True, editable=False, max_length=300)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('size', models.PositiveBigIntegerField(default=0, verbose_name='size')),
                ('erased_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('running', 'being checked'), ('done', 'checked'), ('failed', 'could not be read')], default='waiting', max_length=10)),
                ('run', models.PositiveIntegerField(default=1, editable=False)),
                ('step', models.CharField(blank=True, editable=False, max_length=20)),
                ('report', models.JSONField(blank=True, default=dict)),
                ('crops', models.JSONField(blank=True, default=dict)),
                ('problem', models.CharField(blank=True, max_length=30)),
                ('good', models.PositiveSmallIntegerField(default=0)),
                ('faults', models.PositiveSmallIntegerField(default=0)),
                ('looks', models.PositiveSmallIntegerField(default=0)),
                ('faults_before', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('requested_at', models.DateTimeField(auto_now_add=True)),
                ('requested_label', models.CharField(blank=True, max_length=200)),
                ('queued_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('seen_at', models.DateTimeField(blank=True, null=True)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visibility_checks', to='projects.project')),
                ('requested_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='visibility_checks', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'visibility check',
                'verbose_name_plural': 'visibility checks',
                'ordering': ['-queued_at', '-id'],
                'indexes': [models.Index(fields=['project', '-queued_at'], name='checks_of_project')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('of', 'page'), models.Q(('address', ''), _negated=True)), models.Q(models.Q(('of', 'page'), _negated=True), ('address', '')), _connector='OR'), name='checked_page_has_address'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('state__in', ('waiting', 'running'))), models.Q(('ended_at__isnull', False), ('state__in', ('done', 'failed'))), _connector='OR'), name='ended_check_says_when')],
            },
        ),
    ]
