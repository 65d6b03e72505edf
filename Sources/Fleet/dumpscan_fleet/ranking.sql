-- Which service leaks where: the ranking of `dumpscan fleet`, for tables of any size.
--
-- One text for Spark and DuckDB. It reads three views:
--   fleet_map           the rows of `dumpscan --format ndjson --fleet`
--   fleet_settings      one row: day (as 2026-11-21, or null for the newest one of which a capture
--                       could be read), min_peak, min_severity (0 note, 1 warning, 2 error)
--   fleet_known_benign  service, signature, site: patterns of LIKE with ^ as the escape
--
-- Texts that are null are compared as '', and names are sorted by their bytes, so that the result
-- depends neither on the engine nor on the number of partitions.
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
-- Of each instance and day, the newest capture.
newest AS (
  SELECT n.service, n.instance, n.capture, n.taken_on
  FROM (
    SELECT
      c.service, c.instance, c.capture, c.taken_on,
      ROW_NUMBER() OVER (
        PARTITION BY c.service, c.instance, c.taken_on
        ORDER BY c.captured_at DESC, c.capture DESC
      ) AS place
    FROM captures c
  ) n
  WHERE n.place = 1
),
-- Of each service with a capture on the ranked day, the last day before it on which there were any.
days AS (
  SELECT
    n.service,
    d.day,
    MAX(CASE WHEN n.taken_on < d.day AND n.taken_on <> '' THEN n.taken_on END) AS day_before
  FROM newest n CROSS JOIN ranked_day d
  GROUP BY n.service, d.day
  HAVING SUM(CASE WHEN n.taken_on = d.day THEN 1 ELSE 0 END) > 0
),
compared AS (
  SELECT
    n.service, n.instance, n.capture,
    CASE WHEN n.taken_on = d.day THEN 'now' ELSE 'before' END AS side
  FROM newest n JOIN days d ON n.service = d.service
  WHERE n.taken_on = d.day OR n.taken_on = d.day_before
),
sizes AS (
  SELECT
    c.service,
    SUM(CASE WHEN c.side = 'now' THEN 1 ELSE 0 END) AS instances,
    SUM(CASE WHEN c.side = 'before' THEN 1 ELSE 0 END) AS instances_before
  FROM compared c
  GROUP BY c.service
),
observed AS (
  SELECT
    c.service, c.instance, c.capture, c.side,
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
    m.wait_max
  FROM fleet_map m
  JOIN compared c
    ON COALESCE(m.service, '') = c.service
    AND COALESCE(m.instance, m.capture) = c.instance
    AND m.capture = c.capture
  WHERE m.row = 'group'
),
found AS (
  SELECT o.*
  FROM observed o CROSS JOIN fleet_settings s
  WHERE o.side = 'now' AND o.signature IS NOT NULL AND o.severity >= s.min_severity
),
hits AS (
  SELECT
    f.service, f.signature, f.site_function, f.instance, f.capture,
    SUM(f.goroutines) AS goroutines,
    MAX(f.wait_median) AS wait_median,
    MAX(f.wait_max) AS wait_max
  FROM found f
  GROUP BY f.service, f.signature, f.site_function, f.instance, f.capture
),
peaks AS (
  SELECT
    h.service, h.signature, h.site_function, h.instance, h.capture,
    ROW_NUMBER() OVER (
      PARTITION BY h.service, h.signature, h.site_function
      ORDER BY h.goroutines DESC, h.instance
    ) AS place
  FROM hits h
),
-- The group that shows best what the finding is: the largest.
telling AS (
  SELECT
    f.service, f.signature, f.site_function, f.site_file, f.site_line, f.state,
    f.created_by_function,
    ROW_NUMBER() OVER (
      PARTITION BY f.service, f.signature, f.site_function
      ORDER BY f.goroutines DESC, f.instance, f.site_file, f.site_line, f.state,
        f.created_by_function
    ) AS place
  FROM found f
),
counts AS (
  SELECT
    h.service, h.signature, h.site_function,
    COUNT(*) AS hit_instances,
    SUM(h.goroutines) AS total,
    MAX(h.goroutines) AS peak,
    SUM(CAST(h.goroutines AS DOUBLE) * CAST(h.goroutines AS DOUBLE)) AS squares,
    CAST(MEDIAN(h.wait_median) AS DOUBLE) AS wait_median,
    MAX(h.wait_max) AS wait_max
  FROM hits h
  GROUP BY h.service, h.signature, h.site_function
),
verdicts AS (
  SELECT
    f.service, f.signature, f.site_function,
    MAX(f.severity) AS severity,
    MAX(f.confidence) AS confidence,
    MAX(f.probability) AS probability,
    MAX(f.owner) AS owner
  FROM found f
  GROUP BY f.service, f.signature, f.site_function
),
-- The same goroutines a day before, whatever was found then.
fingerprints AS (
  SELECT DISTINCT f.service, f.signature, f.site_function, f.fingerprint FROM found f
),
day_before AS (
  SELECT p.service, p.signature, p.site_function, SUM(o.goroutines) AS total
  FROM fingerprints p
  JOIN observed o
    ON o.service = p.service AND o.fingerprint = p.fingerprint AND o.side = 'before'
  GROUP BY p.service, p.signature, p.site_function
),
leaks AS (
  SELECT
    d.day AS day,
    z.instances_before > 0 AND b.total IS NULL AS is_new,
    c.service, c.signature, c.site_function,
    t.site_file, t.site_line, t.state, t.created_by_function,
    v.severity, v.confidence, v.probability, v.owner,
    c.hit_instances,
    z.instances,
    SQRT(c.squares / CAST(z.instances AS DOUBLE)) AS rms,
    c.peak,
    p.instance AS peak_instance,
    p.capture AS peak_capture,
    c.total, c.wait_median, c.wait_max,
    b.total AS total_before,
    CASE WHEN z.instances_before > 0 THEN z.instances_before END AS instances_before,
    CASE WHEN z.instances_before > 0 THEN
      CAST(c.total AS DOUBLE) / CAST(z.instances AS DOUBLE)
      - CAST(COALESCE(b.total, 0) AS DOUBLE) / CAST(z.instances_before AS DOUBLE)
    END AS growth
  FROM counts c
  CROSS JOIN fleet_settings s
  JOIN days d ON d.service = c.service
  JOIN sizes z ON z.service = c.service
  JOIN verdicts v
    ON v.service = c.service AND v.signature = c.signature AND v.site_function = c.site_function
  JOIN peaks p
    ON p.service = c.service AND p.signature = c.signature AND p.site_function = c.site_function
    AND p.place = 1
  JOIN telling t
    ON t.service = c.service AND t.signature = c.signature AND t.site_function = c.site_function
    AND t.place = 1
  LEFT JOIN day_before b
    ON b.service = c.service AND b.signature = c.signature AND b.site_function = c.site_function
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
  l.peak_capture, l.total, l.wait_median, l.wait_max, l.total_before, l.instances_before, l.growth,
  l.day
FROM leaks l
ORDER BY l.is_new DESC, place
