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
--
-- A note ranks if it is new, or grew, since the day before, by more than the load of its service: the
-- steps from `candidates` to `promoted` say how, as NoteGrowth.swift does.
WITH captures AS (
  SELECT
    COALESCE(m.service, '') AS service,
    COALESCE(m.instance, m.capture) AS instance,
    m.capture AS capture,
    COALESCE(m.captured_at, '') AS captured_at,
    SUBSTR(COALESCE(m.captured_at, ''), 1, 10) AS taken_on,
    -- The counts of the others are lower bounds.
    NOT COALESCE(m.truncated, FALSE) AS is_complete,
    COALESCE(CAST(m.dump_goroutines AS BIGINT), 0) AS dump_goroutines
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
    c.service, c.instance, c.capture, c.taken_on, c.is_complete, c.dump_goroutines, d.day,
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
    n.service, n.instance, n.capture, n.day, n.is_complete,
    n.taken_on = n.day AS is_now,
    SUM(CASE WHEN n.taken_on = n.day THEN 1 ELSE 0 END) OVER (PARTITION BY n.service) AS instances,
    SUM(CASE WHEN n.taken_on = n.day THEN 0 ELSE 1 END) OVER (PARTITION BY n.service)
      AS instances_before,
    SUM(CASE WHEN n.is_complete AND n.taken_on = n.day THEN 1 ELSE 0 END)
      OVER (PARTITION BY n.service) AS complete,
    SUM(CASE WHEN n.is_complete AND n.taken_on <> n.day THEN 1 ELSE 0 END)
      OVER (PARTITION BY n.service) AS complete_before,
    SUM(CASE WHEN n.is_complete AND n.taken_on = n.day THEN n.dump_goroutines ELSE 0 END)
      OVER (PARTITION BY n.service) AS load_now,
    SUM(CASE WHEN n.is_complete AND n.taken_on <> n.day THEN n.dump_goroutines ELSE 0 END)
      OVER (PARTITION BY n.service) AS load_before
  FROM newest n
  WHERE n.place = 1 AND (n.taken_on = n.day OR n.taken_on = n.day_before)
),
observed AS (
  SELECT
    c.service, c.instance, c.capture, c.day, c.is_now, c.is_complete, c.instances,
    c.instances_before, c.complete, c.complete_before, c.load_now, c.load_before,
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
      OVER (PARTITION BY c.service, m.fingerprint) AS before_total,
    SUM(CASE WHEN c.is_now OR NOT c.is_complete THEN 0 ELSE CAST(m.count AS BIGINT) END)
      OVER (PARTITION BY c.service, m.fingerprint) AS complete_before_total
  FROM fleet_map m
  JOIN compared c
    ON COALESCE(m.service, '') = c.service
    AND COALESCE(m.instance, m.capture) = c.instance
    AND m.capture = c.capture
  WHERE m.row = 'group'
),
-- Of a finding with some milder groups, those count that are grave enough; of notes all.
graded AS (
  SELECT
    o.*,
    MAX(o.severity) OVER (PARTITION BY o.service, o.signature, o.site_function) AS worst
  FROM observed o
  WHERE o.is_now AND o.signature IS NOT NULL
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
  FROM graded o CROSS JOIN fleet_settings s
  WHERE o.severity >= s.min_severity OR o.worst = 0
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
    SUM(CASE WHEN f.of_fingerprint = 1 THEN f.before_total END) AS before_total,
    SUM(CASE WHEN f.is_complete THEN f.goroutines ELSE 0 END) AS complete_total,
    SUM(CASE WHEN f.of_fingerprint = 1 THEN f.complete_before_total ELSE 0 END)
      AS complete_before_total,
    -- What serves connections or requests is the load itself.
    MAX(CASE
      WHEN f.created_by_function LIKE 'net/http.(*Server).%'
        OR f.created_by_function LIKE 'net/http.(*http2serverConn).%'
        OR f.created_by_function LIKE 'golang.org/x/net/http2.(*serverConn).%'
        OR f.created_by_function LIKE 'google.golang.org/grpc.(*Server).%'
      THEN 1 ELSE 0
    END) AS serving,
    MAX(f.complete) AS complete,
    MAX(f.complete_before) AS complete_before,
    MAX(f.load_now) AS load_now,
    MAX(f.load_before) AS load_before
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
    SUM(p.before_total) AS total_before,
    CAST(SUM(p.complete_total) AS DOUBLE) AS noted,
    CAST(SUM(p.complete_before_total) AS DOUBLE) AS noted_before,
    MAX(p.serving) AS serving,
    CAST(MAX(p.complete) AS DOUBLE) AS complete,
    CAST(MAX(p.complete_before) AS DOUBLE) AS complete_before,
    CAST(MAX(p.load_now) AS DOUBLE) AS load_now,
    CAST(MAX(p.load_before) AS DOUBLE) AS load_before
  FROM peaks p
  GROUP BY p.service, p.signature, p.site_function, p.day, p.instances, p.instances_before
),
candidates AS (
  SELECT
    c.*,
    c.instances_before > 0 AND c.total_before IS NULL AS is_new,
    CASE
      WHEN c.severity = 0 AND c.probability >= 0.3 AND c.complete > 0 AND c.complete_before > 0
      THEN 1 ELSE 0
    END AS comparable,
    -- An instance has a quarter more than on the day before.
    CASE
      WHEN c.noted > 0 AND 4 * c.noted * c.complete_before >= 5 * c.noted_before * c.complete
      THEN 1 ELSE 0
    END AS grown,
    -- They have grown a quarter more than the others of the service; there may be no others.
    4 * c.noted * (c.load_before - c.noted_before)
      >= 5 * c.noted_before * (c.load_now - c.noted) AS outgrown
  FROM counts c
),
-- What grows in most of at least three places of other services is the load of all.
fleet_wide AS (
  SELECT
    c.*,
    SUM(c.comparable) OVER (PARTITION BY c.signature)
      - SUM(c.comparable) OVER (PARTITION BY c.service, c.signature) AS alike,
    SUM(c.comparable * c.grown) OVER (PARTITION BY c.signature)
      - SUM(c.comparable * c.grown) OVER (PARTITION BY c.service, c.signature) AS alike_grown
  FROM candidates c
),
promoted AS (
  SELECT
    f.*,
    CASE
      WHEN f.comparable = 1 AND f.grown = 1 AND f.outgrown AND f.serving = 0
        AND f.hit_instances >= 2 AND (f.is_new OR f.alike < 3 OR 2 * f.alike_grown <= f.alike)
      THEN f.noted / f.complete - f.noted_before / f.complete_before
    END AS noted_growth
  FROM fleet_wide f
),
leaks AS (
  SELECT
    c.*,
    CASE WHEN c.instances_before > 0 THEN
      CAST(c.total AS DOUBLE) / CAST(c.instances AS DOUBLE)
      - CAST(COALESCE(c.total_before, 0) AS DOUBLE) / CAST(c.instances_before AS DOUBLE)
    END AS growth
  FROM promoted c CROSS JOIN fleet_settings s
  WHERE c.peak >= s.min_peak
    -- What ranks for its growth is as grave as a warning.
    AND (c.severity >= s.min_severity OR c.noted_growth IS NOT NULL AND s.min_severity <= 1)
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
  l.growth, l.noted_growth, l.day
FROM leaks l
ORDER BY l.is_new DESC, place
