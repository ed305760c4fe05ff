"""Which demand files need not be read again, for the database holds them as they are.

A folder grows by a file a day, and what a load costs should follow that file. A file is left alone
where the last import, of whatever kind, stood for the very same bytes read in the same way, and
refused no row of it: a refused row may become good when an item is added.
"""

from psycopg2.extensions import cursor as Cursor  # noqa: N812

from etl.clean.parts import Unchanged

# An import that failed may have written a part of its rows, so it ends what was known before.
HELD = """
    SELECT reading, first_day, last_day, rows_read
    FROM support.import_files
    WHERE
        import_id = (SELECT max(id) FROM support.imports WHERE NOT is_dry_run AND id <> %(present)s)
        AND EXISTS (
            SELECT FROM support.imports
            WHERE imports.id = import_files.import_id AND imports.status = 'SUCCEEDED'
        )
        AND reading IS NOT NULL
        AND first_day IS NOT NULL
        AND rows_rejected = 0
"""


def held_files(cursor: Cursor, import_id: int) -> dict[str, Unchanged]:
    """Return the files that the last import before this one stood for, by how they were read."""
    cursor.execute(HELD, {"present": import_id})
    return {
        reading: Unchanged((first, last), rows) for reading, first, last, rows in cursor.fetchall()
    }
