"""What a database is made of, one line a thing, so that two of them can be compared."""

from sqlalchemy import Connection, text

SCHEMAS = ("core", "ops", "analytics", "support")

COLUMNS = """
SELECT format('column %s.%s %s %s', attrelid::regclass, attname,
    format_type(atttypid, atttypmod), attnotnull)
FROM pg_attribute
INNER JOIN pg_class ON pg_class.oid = attrelid
WHERE relnamespace::regnamespace::text = ANY (:schemas) AND attnum > 0 AND NOT attisdropped
"""
DEFAULTS = """
SELECT format('default %s.%s %s', adrelid::regclass, attname, pg_get_expr(adbin, adrelid))
FROM pg_attrdef
INNER JOIN pg_class ON pg_class.oid = adrelid
INNER JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum
WHERE relnamespace::regnamespace::text = ANY (:schemas)
"""
CONSTRAINTS = """
SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
FROM pg_constraint
WHERE connamespace::regnamespace::text = ANY (:schemas)
"""
INDEXES = "SELECT indexdef FROM pg_indexes WHERE schemaname = ANY (:schemas)"
TRIGGERS = """
SELECT pg_get_triggerdef(pg_trigger.oid)
FROM pg_trigger
INNER JOIN pg_class ON pg_class.oid = tgrelid
WHERE relnamespace::regnamespace::text = ANY (:schemas) AND NOT tgisinternal
"""
FUNCTIONS = """
SELECT pg_get_functiondef(oid) || coalesce(proacl::text, '')
FROM pg_proc
WHERE pronamespace::regnamespace::text = ANY (:schemas)
"""
GRANTS = """
SELECT format('grant %s %s', oid::regclass, relacl)
FROM pg_class
WHERE relnamespace::regnamespace::text = ANY (:schemas)
"""
ENUMS = """
SELECT format('enum %s %s %s', enumtypid::regtype, enumsortorder, enumlabel)
FROM pg_enum
INNER JOIN pg_type ON pg_type.oid = enumtypid
WHERE typnamespace::regnamespace::text = ANY (:schemas)
"""
VIEWS = """
SELECT format('view %s %s', oid::regclass, pg_get_viewdef(oid))
FROM pg_class
WHERE relnamespace::regnamespace::text = ANY (:schemas) AND relkind IN ('m', 'v')
"""
EVERYTHING = (
    *(COLUMNS, DEFAULTS, CONSTRAINTS, INDEXES, TRIGGERS, FUNCTIONS, GRANTS, ENUMS, VIEWS),
)


def catalogue(connection: Connection) -> set[str]:
    return {
        str(line)
        for query in EVERYTHING
        for line in connection.execute(text(query), {"schemas": list(SCHEMAS)}).scalars()
    }
