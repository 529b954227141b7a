"""Whom a transfer to the police, a captured page, an expert panel or a wrong case is about takes no part in it (see `concerns`)."""

from django.db import migrations

TAKE_OUT = """
DELETE FROM kernel_party WHERE role = 'entity' AND proceeding_id IN (
    SELECT id FROM kernel_proceeding WHERE procedure IN (
        'enforcement.police_transfer', 'enforcement.web_capture', 'enforcement.expert_panel', 'enforcement.wrong_case'
    )
)
"""


class Migration(migrations.Migration):
    dependencies = [("enforcement", "0006_persons_taken_out_of_a_case"), ("kernel", "0002_list_work")]

    operations = [migrations.RunSQL(TAKE_OUT, migrations.RunSQL.noop)]
