-- Days of the calendar. A day that a file names counts as it says, whatever the country's rules.
WITH written AS (
    INSERT INTO core.dim_calendar AS known (
        full_date, year, quarter, month, week, weekday, day, is_weekend, is_holiday, holiday_name
    )
    SELECT
        date,
        extract(YEAR FROM date),
        extract(QUARTER FROM date),
        extract(MONTH FROM date),
        extract(WEEK FROM date),
        extract(ISODOW FROM date) - 1,
        extract(DAY FROM date),
        extract(ISODOW FROM date) > 5,
        is_holiday,
        CASE WHEN is_holiday THEN holiday_name END
    FROM incoming_calendar
    ON CONFLICT (full_date) DO UPDATE
    SET
        is_holiday = excluded.is_holiday,
        holiday_name = excluded.holiday_name
    WHERE
        (known.is_holiday, known.holiday_name)
        IS DISTINCT FROM (excluded.is_holiday, excluded.holiday_name)
    RETURNING full_date
)

SELECT count(*) FROM written;
