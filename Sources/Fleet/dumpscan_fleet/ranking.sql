-- Which service leaks where: the ranking of `dumpscan fleet`, for tables of any size.
--
-- One text for Spark and DuckDB. It reads three views:
--   fleet_map           the rows of `dumpscan --format ndjson --fleet`
--   fleet_settings      one row: day (as 2026-11-21, or null for the newest one of which a capture
--                       could be read), min_peak, min_severity (0 note, 1 warning, 2 error)
--   fleet_known_benign  service, signature, site: patterns of LIKE with ^ as the escape
--
-- Texts that are null are compared as '', and names are sorted by their bytes, so that the result
-- depends neither on the engine nor on the number of partitions. Each step reads the one before it
-- once: Spark computes a step anew for each reader.
WITH captures AS (
  SELECT
    COALESCE(m.service, '') AS service,
    COALESCE(m.instance, m.capture) AS instance,
    m.capture AS capture,
    COALESCE(m.captured_at, '') AS captured_at,
    SUBSTR(COALESCE(m.captured_at, ''), 1, 10) AS taken_on
  FROM fleet_map m
  WHERE m.row = 'capture' AND m.format IS NOT NULL
),
ranked_day AS (
  SELECT COALESCE(MAX(s.day), MAX(c.taken_on)) AS day
  FROM captures c CROSS JOIN fleet_settings s
),
-- Of each instance and day the newest capture; of each service the last day before the ranked one.
newest AS (
  SELECT
    c.service, c.instance, c.capture, c.taken_on, d.day,
    ROW_NUMBER() OVER (
      PARTITION BY c.service, c.instance, c.taken_on
      ORDER BY c.captured_at DESC, c.capture DESC
    ) AS place,
    MAX(CASE WHEN c.taken_on < d.day AND c.taken_on <> '' THEN c.taken_on END)
      OVER (PARTITION BY c.service) AS day_before
  FROM captures c CROSS JOIN ranked_day d
  WHERE c.taken_on <= d.day
),
compared AS (
  SELECT
    n.service, n.instance, n.capture, n.day,
    n.taken_on = n.day AS is_now,
    SUM(CASE WHEN n.taken_on = n.day THEN 1 ELSE 0 END) OVER (PARTITION BY n.service) AS instances,
    SUM(CASE WHEN n.taken_on = n.day THEN 0 ELSE 1 END) OVER (PARTITION BY n.service)
      AS instances_before
  FROM newest n
  WHERE n.place = 1 AND (n.taken_on = n.day OR n.taken_on = n.day_before)
),
observed AS (
  SELECT
    c.service, c.instance, c.capture, c.day, c.is_now, c.instances, c.instances_before,
    m.fingerprint,
    CAST(m.count AS BIGINT) AS goroutines,
    m.state,
    COALESCE(m.site_function, '') AS site_function,
    COALESCE(m.site_file, '') AS site_file,
    COALESCE(CAST(m.site_line AS BIGINT), 0) AS site_line,
    COALESCE(m.created_by_function, '') AS created_by_function,
    m.signature,
    CASE m.severity WHEN 'error' THEN 2 WHEN 'warning' THEN 1 ELSE 0 END AS severity,
    CASE m.confidence WHEN 'proven' THEN 3 WHEN 'high' THEN 2 WHEN 'medium' THEN 1 ELSE 0 END
      AS confidence,
    m.probability,
    COALESCE(m.owner, '') AS owner,
    m.wait_median,
    m.wait_max,
    -- The same goroutines a day before, whatever was found then.
    SUM(CASE WHEN c.is_now THEN NULL ELSE CAST(m.count AS BIGINT) END)
      OVER (PARTITION BY c.service, m.fingerprint) AS before_total
  FROM fleet_map m
  JOIN compared c
    ON COALESCE(m.service, '') = c.service
    AND COALESCE(m.instance, m.capture) = c.instance
    AND m.capture = c.capture
  WHERE m.row = 'group'
),
found AS (
  SELECT
    o.*,
    -- The group that shows best what the finding is: the largest.
    ROW_NUMBER() OVER (
      PARTITION BY o.service, o.signature, o.site_function
      ORDER BY o.goroutines DESC, o.instance, o.site_file, o.site_line, o.state,
        o.created_by_function
    ) AS telling,
    ROW_NUMBER() OVER (
      PARTITION BY o.service, o.signature, o.site_function, o.fingerprint
      ORDER BY o.goroutines DESC, o.instance, o.site_file, o.site_line, o.state,
        o.created_by_function
    ) AS of_fingerprint
  FROM observed o CROSS JOIN fleet_settings s
  WHERE o.is_now AND o.signature IS NOT NULL AND o.severity >= s.min_severity
),
hits AS (
  SELECT
    f.service, f.signature, f.site_function, f.instance, f.capture, f.day, f.instances,
    f.instances_before,
    SUM(f.goroutines) AS goroutines,
    MAX(f.wait_median) AS wait_median,
    MAX(f.wait_max) AS wait_max,
    MAX(f.severity) AS severity,
    MAX(f.confidence) AS confidence,
    MAX(f.probability) AS probability,
    MAX(f.owner) AS owner,
    MAX(CASE WHEN f.telling = 1 THEN f.site_file END) AS site_file,
    MAX(CASE WHEN f.telling = 1 THEN f.site_line END) AS site_line,
    MAX(CASE WHEN f.telling = 1 THEN f.state END) AS state,
    MAX(CASE WHEN f.telling = 1 THEN f.created_by_function END) AS created_by_function,
    SUM(CASE WHEN f.of_fingerprint = 1 THEN f.before_total END) AS before_total
  FROM found f
  GROUP BY
    f.service, f.signature, f.site_function, f.instance, f.capture, f.day, f.instances,
    f.instances_before
),
peaks AS (
  SELECT
    h.*,
    ROW_NUMBER() OVER (
      PARTITION BY h.service, h.signature, h.site_function
      ORDER BY h.goroutines DESC, h.instance
    ) AS place
  FROM hits h
),
counts AS (
  SELECT
    p.service, p.signature, p.site_function, p.day, p.instances, p.instances_before,
    MAX(p.site_file) AS site_file,
    MAX(p.site_line) AS site_line,
    MAX(p.state) AS state,
    MAX(p.created_by_function) AS created_by_function,
    MAX(p.severity) AS severity,
    MAX(p.confidence) AS confidence,
    MAX(p.probability) AS probability,
    MAX(p.owner) AS owner,
    COUNT(*) AS hit_instances,
    SQRT(
      SUM(CAST(p.goroutines AS DOUBLE) * CAST(p.goroutines AS DOUBLE))
      / CAST(p.instances AS DOUBLE)
    ) AS rms,
    MAX(p.goroutines) AS peak,
    MAX(CASE WHEN p.place = 1 THEN p.instance END) AS peak_instance,
    MAX(CASE WHEN p.place = 1 THEN p.capture END) AS peak_capture,
    SUM(p.goroutines) AS total,
    CAST(MEDIAN(p.wait_median) AS DOUBLE) AS wait_median,
    MAX(p.wait_max) AS wait_max,
    SUM(p.before_total) AS total_before
  FROM peaks p
  GROUP BY p.service, p.signature, p.site_function, p.day, p.instances, p.instances_before
),
leaks AS (
  SELECT
    c.*,
    c.instances_before > 0 AND c.total_before IS NULL AS is_new,
    CASE WHEN c.instances_before > 0 THEN
      CAST(c.total AS DOUBLE) / CAST(c.instances AS DOUBLE)
      - CAST(COALESCE(c.total_before, 0) AS DOUBLE) / CAST(c.instances_before AS DOUBLE)
    END AS growth
  FROM counts c CROSS JOIN fleet_settings s
  WHERE c.peak >= s.min_peak
    AND NOT EXISTS (
      SELECT 1 FROM fleet_known_benign k
      WHERE c.service LIKE k.service ESCAPE '^'
        AND c.signature LIKE k.signature ESCAPE '^'
        AND c.site_function LIKE k.site ESCAPE '^'
    )
)
SELECT
  ROW_NUMBER() OVER (ORDER BY l.rms DESC, l.service, l.signature, l.site_function) AS place,
  l.is_new, l.service, l.signature, l.site_function, l.site_file, l.site_line, l.state,
  l.created_by_function,
  CASE l.severity WHEN 2 THEN 'error' WHEN 1 THEN 'warning' ELSE 'note' END AS severity,
  CASE l.confidence WHEN 3 THEN 'proven' WHEN 2 THEN 'high' WHEN 1 THEN 'medium' ELSE 'low' END
    AS confidence,
  l.probability, l.owner, l.hit_instances, l.instances, l.rms, l.peak, l.peak_instance,
  l.peak_capture, l.total, l.wait_median, l.wait_max, l.total_before,
  CASE WHEN l.instances_before > 0 THEN l.instances_before END AS instances_before,
  l.growth, l.day
FROM leaks l
ORDER BY l.is_new DESC, place
