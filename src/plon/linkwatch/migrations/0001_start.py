from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='LinkState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.CharField(max_length=1000, verbose_name='address')),
                ('url_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('state', models.CharField(choices=[('living', 'works'), ('broken', 'does not work'), ('unknown', 'not yet known')], default='unknown', max_length=10, verbose_name='state')),
                ('status', models.PositiveSmallIntegerField(default=0, verbose_name='answer of the server')),
                ('why', models.CharField(blank=True, max_length=20)),
                ('failures', models.PositiveSmallIntegerField(default=0)),
                ('failed_on', models.DateField(blank=True, null=True)),
                ('broken_since', models.DateTimeField(blank=True, null=True)),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('next_check_at', models.DateTimeField(db_index=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name': 'state of a link',
                'verbose_name_plural': 'states of links',
                'ordering': ['next_check_at', 'id'],
            },
        ),
    ]
