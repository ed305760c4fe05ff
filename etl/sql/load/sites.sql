-- Sites from a file. What the file leaves empty stays as it is. Answers how many rows changed.
WITH incoming AS (
    SELECT
        incoming_sites.*,
        region.id AS region_id,
        CASE
            WHEN incoming_sites.last_synced_at_is_utc
                THEN incoming_sites.last_synced_at AT TIME ZONE 'UTC'
            ELSE
                incoming_sites.last_synced_at
                AT TIME ZONE coalesce(
                    incoming_sites.time_zone, known.time_zone, organisation.time_zone
                )
        END AS synced_at
    FROM incoming_sites
    CROSS JOIN support.organisation AS organisation
    LEFT JOIN core.dim_site AS known ON incoming_sites.code = known.code
    LEFT JOIN core.dim_region AS region ON incoming_sites.region = region.code
),

changed AS (
    UPDATE core.dim_site AS site
    SET
        name = coalesce(incoming.name, site.name),
        type = coalesce(incoming.type, site.type),
        region_id = coalesce(incoming.region_id, site.region_id),
        country = coalesce(incoming.country, site.country),
        latitude = coalesce(incoming.latitude, site.latitude),
        longitude = coalesce(incoming.longitude, site.longitude),
        time_zone = coalesce(incoming.time_zone, site.time_zone),
        is_active = coalesce(incoming.is_active, site.is_active),
        last_synced_at = coalesce(incoming.synced_at, site.last_synced_at),
        min_stock_threshold = coalesce(incoming.min_stock_threshold, site.min_stock_threshold),
        priority_tier = coalesce(incoming.priority_tier, site.priority_tier)
    FROM incoming
    WHERE
        site.code = incoming.code
        AND (
            site.name, site.type, site.region_id, site.country, site.latitude, site.longitude,
            site.time_zone, site.is_active, site.last_synced_at,
            site.min_stock_threshold, site.priority_tier
        ) IS DISTINCT FROM (
            coalesce(incoming.name, site.name),
            coalesce(incoming.type, site.type),
            coalesce(incoming.region_id, site.region_id),
            coalesce(incoming.country, site.country),
            coalesce(incoming.latitude, site.latitude),
            coalesce(incoming.longitude, site.longitude),
            coalesce(incoming.time_zone, site.time_zone),
            coalesce(incoming.is_active, site.is_active),
            coalesce(incoming.synced_at, site.last_synced_at),
            coalesce(incoming.min_stock_threshold, site.min_stock_threshold),
            coalesce(incoming.priority_tier, site.priority_tier)
        )
    RETURNING site.id
),

added AS (
    INSERT INTO core.dim_site (
        code, name, type, region_id, country, latitude, longitude, time_zone, is_active,
        last_synced_at, min_stock_threshold, priority_tier
    )
    SELECT
        code,
        coalesce(name, code),
        coalesce(type, 'WAREHOUSE'),
        region_id,
        country,
        latitude,
        longitude,
        time_zone,
        coalesce(is_active, true),
        synced_at,
        min_stock_threshold,
        priority_tier
    FROM incoming
    WHERE NOT EXISTS (SELECT FROM core.dim_site AS known WHERE known.code = incoming.code)
    ORDER BY code
    RETURNING id
)

SELECT (SELECT count(*) FROM changed) + (SELECT count(*) FROM added);
