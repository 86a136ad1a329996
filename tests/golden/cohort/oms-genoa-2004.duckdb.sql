WITH value_set AS (
  SELECT
    "status",
    "system",
    "code",
    "item",
    "part",
    "mask"
  FROM (VALUES
    ('absent', 'HP', '0000708', 'behavioural_change', 0, 1),
    ('absent', 'HP', '0000737', 'behavioural_change', 0, 2),
    ('absent', 'HP', '0001251', 'ataxia', 0, 0),
    ('absent', 'HP', '0001336', 'myoclonus', 0, 0),
    ('absent', 'HP', '0002360', 'sleep_disturbance', 0, 0),
    ('absent', 'HP', '0003006', 'neuroblastoma', 0, 0),
    ('absent', 'HP', '0010543', 'opsoclonus', 0, 0),
    ('absent', 'HP', '0031931', 'ocular_flutter', 0, 0),
    ('absent', 'HP', 'HP:0000708', 'behavioural_change', 0, 1),
    ('absent', 'HP', 'HP:0000737', 'behavioural_change', 0, 2),
    ('absent', 'HP', 'HP:0001251', 'ataxia', 0, 0),
    ('absent', 'HP', 'HP:0001336', 'myoclonus', 0, 0),
    ('absent', 'HP', 'HP:0002360', 'sleep_disturbance', 0, 0),
    ('absent', 'HP', 'HP:0003006', 'neuroblastoma', 0, 0),
    ('absent', 'HP', 'HP:0010543', 'opsoclonus', 0, 0),
    ('absent', 'HP', 'HP:0031931', 'ocular_flutter', 0, 0),
    ('absent', 'nosograph', 'oms-genoa-2004/ataxia', 'ataxia', 0, 0),
    (
      'absent',
      'nosograph',
      'oms-genoa-2004/behavioural_change',
      'behavioural_change',
      0,
      0
    ),
    ('absent', 'nosograph', 'oms-genoa-2004/myoclonus', 'myoclonus', 0, 0),
    ('absent', 'nosograph', 'oms-genoa-2004/neuroblastoma', 'neuroblastoma', 0, 0),
    ('absent', 'nosograph', 'oms-genoa-2004/ocular_flutter', 'ocular_flutter', 0, 0),
    ('absent', 'nosograph', 'oms-genoa-2004/opsoclonus', 'opsoclonus', 0, 0),
    (
      'absent',
      'nosograph',
      'oms-genoa-2004/sleep_disturbance',
      'sleep_disturbance',
      0,
      0
    ),
    ('measured', 'nosograph', 'oms-genoa-2004/ataxia', 'ataxia', 0, 0),
    (
      'measured',
      'nosograph',
      'oms-genoa-2004/behavioural_change',
      'behavioural_change',
      0,
      0
    ),
    ('measured', 'nosograph', 'oms-genoa-2004/myoclonus', 'myoclonus', 0, 0),
    ('measured', 'nosograph', 'oms-genoa-2004/neuroblastoma', 'neuroblastoma', 0, 0),
    ('measured', 'nosograph', 'oms-genoa-2004/ocular_flutter', 'ocular_flutter', 0, 0),
    ('measured', 'nosograph', 'oms-genoa-2004/opsoclonus', 'opsoclonus', 0, 0),
    (
      'measured',
      'nosograph',
      'oms-genoa-2004/sleep_disturbance',
      'sleep_disturbance',
      0,
      0
    ),
    ('present', 'HP', '0000708', 'behavioural_change', 0, 0),
    ('present', 'HP', '0000737', 'behavioural_change', 0, 0),
    ('present', 'HP', '0001251', 'ataxia', 0, 0),
    ('present', 'HP', '0001336', 'myoclonus', 0, 0),
    ('present', 'HP', '0002360', 'sleep_disturbance', 0, 0),
    ('present', 'HP', '0003006', 'neuroblastoma', 0, 0),
    ('present', 'HP', '0010543', 'opsoclonus', 0, 0),
    ('present', 'HP', '0031931', 'ocular_flutter', 0, 0),
    ('present', 'HP', 'HP:0000708', 'behavioural_change', 0, 0),
    ('present', 'HP', 'HP:0000737', 'behavioural_change', 0, 0),
    ('present', 'HP', 'HP:0001251', 'ataxia', 0, 0),
    ('present', 'HP', 'HP:0001336', 'myoclonus', 0, 0),
    ('present', 'HP', 'HP:0002360', 'sleep_disturbance', 0, 0),
    ('present', 'HP', 'HP:0003006', 'neuroblastoma', 0, 0),
    ('present', 'HP', 'HP:0010543', 'opsoclonus', 0, 0),
    ('present', 'HP', 'HP:0031931', 'ocular_flutter', 0, 0),
    ('present', 'nosograph', 'oms-genoa-2004/ataxia', 'ataxia', 0, 0),
    (
      'present',
      'nosograph',
      'oms-genoa-2004/behavioural_change',
      'behavioural_change',
      0,
      0
    ),
    ('present', 'nosograph', 'oms-genoa-2004/myoclonus', 'myoclonus', 0, 0),
    ('present', 'nosograph', 'oms-genoa-2004/neuroblastoma', 'neuroblastoma', 0, 0),
    ('present', 'nosograph', 'oms-genoa-2004/ocular_flutter', 'ocular_flutter', 0, 0),
    ('present', 'nosograph', 'oms-genoa-2004/opsoclonus', 'opsoclonus', 0, 0),
    (
      'present',
      'nosograph',
      'oms-genoa-2004/sleep_disturbance',
      'sleep_disturbance',
      0,
      0
    )) AS v("status", "system", "code", "item", "part", "mask")
), matched AS (
  SELECT
    f."person_id",
    v."item",
    v."status",
    v."part",
    v."mask",
    f."code_system",
    v."code",
    f."start_date",
    DATE_DIFF('DAY', CAST('1970-01-01' AS DATE), f."start_date") AS "day",
    CASE
      WHEN f."value" IS NULL
      AND v."system" = 'nosograph'
      AND f."status" <> 'measured'
      AND NOT f."start_date" IS NULL
      AND NOT f."end_date" IS NULL
      THEN CAST(DATE_DIFF('DAY', CAST('1970-01-01' AS DATE), f."end_date") - DATE_DIFF('DAY', CAST('1970-01-01' AS DATE), f."start_date") AS DOUBLE)
      ELSE TRY_CAST(f."value" AS DOUBLE)
    END AS "value",
    CAST(f."value" AS TEXT) AS "word",
    CASE
      WHEN f."value" IS NULL
      AND v."system" = 'nosograph'
      AND f."status" <> 'measured'
      AND NOT f."start_date" IS NULL
      AND NOT f."end_date" IS NULL
      THEN 'd'
      ELSE COALESCE(f."unit", '')
    END AS "unit",
    v."system" = 'nosograph' AS "named"
  FROM (
    SELECT
      *
    FROM facts AS all_facts
    WHERE
      "code" IN (
        SELECT
          "code"
        FROM value_set
      )
  ) AS f
  JOIN value_set AS v
    ON f."code" = v."code"
    AND f."status" = v."status"
    AND (
      f."code_system" = v."system"
      OR (
        v."system" = 'HP'
        AND f."code_system" IN (
          'HP',
          'HPO',
          'http://human-phenotype-ontology.org',
          'http://purl.obolibrary.org/obo/hp.owl'
        )
      )
      OR (
        v."system" = 'nosograph' AND f."code_system" IN ('nosograph', 'urn:nosograph')
      )
    )
), hits AS (
  SELECT
    *
  FROM matched
), known AS (
  SELECT
    "person_id",
    BOOL_OR(
      CAST(CASE
        WHEN "item" = 'opsoclonus' AND "status" = 'present'
        THEN TRUE
        WHEN "status" = 'absent' AND "item" = 'opsoclonus'
        THEN FALSE
      END AS BOOLEAN)
    ) AS "opsoclonus",
    BOOL_OR(
      CAST(CASE
        WHEN "item" = 'ocular_flutter' AND "status" = 'present'
        THEN TRUE
        WHEN "status" = 'absent' AND "item" = 'ocular_flutter'
        THEN FALSE
      END AS BOOLEAN)
    ) AS "ocular_flutter",
    BOOL_OR(
      CAST(CASE
        WHEN "item" = 'ataxia' AND "status" = 'present'
        THEN TRUE
        WHEN "status" = 'absent' AND "item" = 'ataxia'
        THEN FALSE
      END AS BOOLEAN)
    ) AS "ataxia",
    BOOL_OR(
      CAST(CASE
        WHEN "item" = 'myoclonus' AND "status" = 'present'
        THEN TRUE
        WHEN "status" = 'absent' AND "item" = 'myoclonus'
        THEN FALSE
      END AS BOOLEAN)
    ) AS "myoclonus",
    COALESCE(
      BOOL_OR(
        CAST(CASE
          WHEN "item" = 'behavioural_change' AND "status" = 'present'
          THEN TRUE
          WHEN "status" = 'absent' AND (
            "item" = 'behavioural_change' AND "mask" = 0
          )
          THEN FALSE
        END AS BOOLEAN)
      ),
      CASE
        WHEN BIT_OR(CASE WHEN "item" = 'behavioural_change' AND "status" = 'absent' THEN "mask" END) = 3
        THEN FALSE
      END
    ) AS "behavioural_change",
    BOOL_OR(
      CAST(CASE
        WHEN "item" = 'sleep_disturbance' AND "status" = 'present'
        THEN TRUE
        WHEN "status" = 'absent' AND "item" = 'sleep_disturbance'
        THEN FALSE
      END AS BOOLEAN)
    ) AS "sleep_disturbance",
    BOOL_OR(
      CAST(CASE
        WHEN "item" = 'neuroblastoma' AND "status" = 'present'
        THEN TRUE
        WHEN "status" = 'absent' AND "item" = 'neuroblastoma'
        THEN FALSE
      END AS BOOLEAN)
    ) AS "neuroblastoma"
  FROM hits
  GROUP BY
    "person_id"
), parts_1 AS (
  SELECT
    *,
    "opsoclonus" OR "ocular_flutter" AS "part_1",
    "ataxia" OR "myoclonus" AS "part_2",
    "behavioural_change" OR "sleep_disturbance" AS "part_3"
  FROM known
), verdicts AS (
  SELECT
    "person_id",
    CASE
      WHEN CASE
        WHEN CASE WHEN "part_1" THEN 1 ELSE 0 END + CASE WHEN "part_2" THEN 1 ELSE 0 END + CASE WHEN "part_3" THEN 1 ELSE 0 END + CASE WHEN "neuroblastoma" THEN 1 ELSE 0 END >= 3
        THEN TRUE
        WHEN CASE WHEN NOT "part_1" THEN 1 ELSE 0 END + CASE WHEN NOT "part_2" THEN 1 ELSE 0 END + CASE WHEN NOT "part_3" THEN 1 ELSE 0 END + CASE WHEN NOT "neuroblastoma" THEN 1 ELSE 0 END > 1
        THEN FALSE
      END
      THEN 'met'
      WHEN NOT (
        CASE
          WHEN CASE WHEN "part_1" THEN 1 ELSE 0 END + CASE WHEN "part_2" THEN 1 ELSE 0 END + CASE WHEN "part_3" THEN 1 ELSE 0 END + CASE WHEN "neuroblastoma" THEN 1 ELSE 0 END >= 3
          THEN TRUE
          WHEN CASE WHEN NOT "part_1" THEN 1 ELSE 0 END + CASE WHEN NOT "part_2" THEN 1 ELSE 0 END + CASE WHEN NOT "part_3" THEN 1 ELSE 0 END + CASE WHEN NOT "neuroblastoma" THEN 1 ELSE 0 END > 1
          THEN FALSE
        END
      )
      THEN 'not_met'
      ELSE 'undetermined'
    END AS "oms",
    CASE WHEN "opsoclonus" THEN 'present' WHEN NOT "opsoclonus" THEN 'absent' END AS "opsoclonus",
    CASE WHEN "ocular_flutter" THEN 'present' WHEN NOT "ocular_flutter" THEN 'absent' END AS "ocular_flutter",
    CASE WHEN "ataxia" THEN 'present' WHEN NOT "ataxia" THEN 'absent' END AS "ataxia",
    CASE WHEN "myoclonus" THEN 'present' WHEN NOT "myoclonus" THEN 'absent' END AS "myoclonus",
    CASE
      WHEN "behavioural_change"
      THEN 'present'
      WHEN NOT "behavioural_change"
      THEN 'absent'
    END AS "behavioural_change",
    CASE
      WHEN "sleep_disturbance"
      THEN 'present'
      WHEN NOT "sleep_disturbance"
      THEN 'absent'
    END AS "sleep_disturbance",
    CASE WHEN "neuroblastoma" THEN 'present' WHEN NOT "neuroblastoma" THEN 'absent' END AS "neuroblastoma"
  FROM parts_1
)
SELECT
  p."person_id",
  COALESCE(v."oms", 'undetermined') AS "oms",
  v."opsoclonus" AS "opsoclonus",
  v."ocular_flutter" AS "ocular_flutter",
  v."ataxia" AS "ataxia",
  v."myoclonus" AS "myoclonus",
  v."behavioural_change" AS "behavioural_change",
  v."sleep_disturbance" AS "sleep_disturbance",
  v."neuroblastoma" AS "neuroblastoma"
FROM persons AS p
LEFT JOIN verdicts AS v
  ON v."person_id" = p."person_id"
ORDER BY
  p."person_id"
