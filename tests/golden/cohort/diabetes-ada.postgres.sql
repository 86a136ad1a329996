WITH value_set AS (
  SELECT
    "status",
    "system",
    "code",
    "item",
    "part",
    "mask"
  FROM (VALUES
    ('absent', 'nosograph', 'diabetes-ada/a1c', 'a1c', 0, 0),
    ('absent', 'nosograph', 'diabetes-ada/a1c_unreliable', 'a1c_unreliable', 0, 0),
    ('absent', 'nosograph', 'diabetes-ada/classic_symptoms', 'classic_symptoms', 0, 0),
    ('absent', 'nosograph', 'diabetes-ada/fpg', 'fpg', 0, 0),
    (
      'absent',
      'nosograph',
      'diabetes-ada/hyperglycemic_crisis',
      'hyperglycemic_crisis',
      0,
      0
    ),
    ('absent', 'nosograph', 'diabetes-ada/ogtt_2h', 'ogtt_2h', 0, 0),
    ('absent', 'nosograph', 'diabetes-ada/random_glucose', 'random_glucose', 0, 0),
    ('measured', 'HP', '0003074', 'fpg', 0, 0),
    ('measured', 'HP', '0003074', 'random_glucose', 0, 0),
    ('measured', 'HP', '0004924', 'ogtt_2h', 0, 0),
    ('measured', 'HP', '0040217', 'a1c', 0, 0),
    ('measured', 'HP', 'HP:0003074', 'fpg', 0, 0),
    ('measured', 'HP', 'HP:0003074', 'random_glucose', 0, 0),
    ('measured', 'HP', 'HP:0004924', 'ogtt_2h', 0, 0),
    ('measured', 'HP', 'HP:0040217', 'a1c', 0, 0),
    ('measured', 'LOINC', '14749-6', 'random_glucose', 0, 0),
    ('measured', 'LOINC', '14771-0', 'fpg', 0, 0),
    ('measured', 'LOINC', '15074-8', 'random_glucose', 0, 0),
    ('measured', 'LOINC', '1518-0', 'ogtt_2h', 0, 0),
    ('measured', 'LOINC', '1558-6', 'fpg', 0, 0),
    ('measured', 'LOINC', '17855-8', 'a1c', 0, 0),
    ('measured', 'LOINC', '17856-6', 'a1c', 0, 0),
    ('measured', 'LOINC', '2339-0', 'random_glucose', 0, 0),
    ('measured', 'LOINC', '2345-7', 'random_glucose', 0, 0),
    ('measured', 'LOINC', '4548-4', 'a1c', 0, 0),
    ('measured', 'LOINC', '4549-2', 'a1c', 0, 0),
    ('measured', 'LOINC', '59261-8', 'a1c', 0, 0),
    ('measured', 'LOINC', 'LOINC:14749-6', 'random_glucose', 0, 0),
    ('measured', 'LOINC', 'LOINC:14771-0', 'fpg', 0, 0),
    ('measured', 'LOINC', 'LOINC:15074-8', 'random_glucose', 0, 0),
    ('measured', 'LOINC', 'LOINC:1518-0', 'ogtt_2h', 0, 0),
    ('measured', 'LOINC', 'LOINC:1558-6', 'fpg', 0, 0),
    ('measured', 'LOINC', 'LOINC:17855-8', 'a1c', 0, 0),
    ('measured', 'LOINC', 'LOINC:17856-6', 'a1c', 0, 0),
    ('measured', 'LOINC', 'LOINC:2339-0', 'random_glucose', 0, 0),
    ('measured', 'LOINC', 'LOINC:2345-7', 'random_glucose', 0, 0),
    ('measured', 'LOINC', 'LOINC:4548-4', 'a1c', 0, 0),
    ('measured', 'LOINC', 'LOINC:4549-2', 'a1c', 0, 0),
    ('measured', 'LOINC', 'LOINC:59261-8', 'a1c', 0, 0),
    ('measured', 'nosograph', 'diabetes-ada/a1c', 'a1c', 0, 0),
    ('measured', 'nosograph', 'diabetes-ada/a1c_unreliable', 'a1c_unreliable', 0, 0),
    (
      'measured',
      'nosograph',
      'diabetes-ada/classic_symptoms',
      'classic_symptoms',
      0,
      0
    ),
    ('measured', 'nosograph', 'diabetes-ada/fpg', 'fpg', 0, 0),
    (
      'measured',
      'nosograph',
      'diabetes-ada/hyperglycemic_crisis',
      'hyperglycemic_crisis',
      0,
      0
    ),
    ('measured', 'nosograph', 'diabetes-ada/ogtt_2h', 'ogtt_2h', 0, 0),
    ('measured', 'nosograph', 'diabetes-ada/random_glucose', 'random_glucose', 0, 0),
    ('present', 'HP', '0000103', 'classic_symptoms', 0, 0),
    ('present', 'HP', '0001953', 'hyperglycemic_crisis', 0, 0),
    ('present', 'HP', '0001959', 'classic_symptoms', 0, 0),
    ('present', 'HP', 'HP:0000103', 'classic_symptoms', 0, 0),
    ('present', 'HP', 'HP:0001953', 'hyperglycemic_crisis', 0, 0),
    ('present', 'HP', 'HP:0001959', 'classic_symptoms', 0, 0),
    ('present', 'nosograph', 'diabetes-ada/a1c', 'a1c', 0, 0),
    ('present', 'nosograph', 'diabetes-ada/a1c_unreliable', 'a1c_unreliable', 0, 0),
    (
      'present',
      'nosograph',
      'diabetes-ada/classic_symptoms',
      'classic_symptoms',
      0,
      0
    ),
    ('present', 'nosograph', 'diabetes-ada/fpg', 'fpg', 0, 0),
    (
      'present',
      'nosograph',
      'diabetes-ada/hyperglycemic_crisis',
      'hyperglycemic_crisis',
      0,
      0
    ),
    ('present', 'nosograph', 'diabetes-ada/ogtt_2h', 'ogtt_2h', 0, 0),
    ('present', 'nosograph', 'diabetes-ada/random_glucose', 'random_glucose', 0, 0)) AS v("status", "system", "code", "item", "part", "mask")
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
    CAST(EXTRACT(epoch FROM CAST(f."start_date" AS TIMESTAMP) - CAST(CAST('1970-01-01' AS DATE) AS TIMESTAMP)) / 86400 AS BIGINT) AS "day",
    CASE
      WHEN f."value" IS NULL
      AND v."system" = 'nosograph'
      AND f."status" <> 'measured'
      AND NOT f."start_date" IS NULL
      AND NOT f."end_date" IS NULL
      THEN CAST(CAST(EXTRACT(epoch FROM CAST(f."end_date" AS TIMESTAMP) - CAST(CAST('1970-01-01' AS DATE) AS TIMESTAMP)) / 86400 AS BIGINT) - CAST(EXTRACT(epoch FROM CAST(f."start_date" AS TIMESTAMP) - CAST(CAST('1970-01-01' AS DATE) AS TIMESTAMP)) / 86400 AS BIGINT) AS DOUBLE PRECISION)
      ELSE CASE
        WHEN CAST(f."value" AS TEXT) ~ '^[+-]?[0-9]*\.?[0-9]+([eE][+-]?[0-9]+)?$'
        THEN CAST(f."value" AS DOUBLE PRECISION)
      END
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
        v."system" = 'LOINC'
        AND f."code_system" IN ('LOINC', 'LNC', 'LN', 'http://loinc.org', '2.16.840.1.113883.6.1')
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
      CASE
        WHEN "item" = 'a1c'
        AND NOT "value" IS NULL
        AND (
          (
            "unit" = '%' AND "value" >= 3.9 AND "value" <= 20
          )
          OR (
            "unit" = 'mmol/mol' AND "value" >= 20 AND "value" <= 195
          )
        )
        THEN TRUE
      END
    ) AS "a1c__measured",
    BOOL_OR(
      CASE
        WHEN "item" = 'fpg'
        AND NOT "value" IS NULL
        AND (
          (
            "unit" = 'mg/dL' AND "value" >= 0 AND "value" <= 2200
          )
          OR (
            "unit" = 'mmol/L' AND "value" >= 0 AND "value" <= 122.2
          )
        )
        THEN TRUE
      END
    ) AS "fpg__measured",
    BOOL_OR(
      CASE
        WHEN "item" = 'ogtt_2h'
        AND NOT "value" IS NULL
        AND (
          (
            "unit" = 'mg/dL' AND "value" >= 0 AND "value" <= 2200
          )
          OR (
            "unit" = 'mmol/L' AND "value" >= 0 AND "value" <= 122.2
          )
        )
        THEN TRUE
      END
    ) AS "ogtt_2h__measured",
    BOOL_OR(
      CASE
        WHEN "item" = 'random_glucose'
        AND NOT "value" IS NULL
        AND (
          (
            "unit" = 'mg/dL' AND "value" >= 0 AND "value" <= 2200
          )
          OR (
            "unit" = 'mmol/L' AND "value" >= 0 AND "value" <= 122.2
          )
        )
        THEN TRUE
      END
    ) AS "random_glucose__measured",
    BOOL_OR(
      CASE
        WHEN "item" = 'classic_symptoms' AND "status" = 'present'
        THEN TRUE
        WHEN "status" = 'absent' AND "item" = 'classic_symptoms'
        THEN FALSE
      END
    ) AS "classic_symptoms",
    BOOL_OR(
      CASE
        WHEN "item" = 'hyperglycemic_crisis' AND "status" = 'present'
        THEN TRUE
        WHEN "status" = 'absent' AND "item" = 'hyperglycemic_crisis'
        THEN FALSE
      END
    ) AS "hyperglycemic_crisis",
    BOOL_OR(
      CASE
        WHEN "item" = 'a1c_unreliable' AND "status" = 'present'
        THEN TRUE
        WHEN "status" = 'absent' AND "item" = 'a1c_unreliable'
        THEN FALSE
      END
    ) AS "a1c_unreliable",
    CASE
      WHEN NOT (
        BOOL_OR(
          CASE
            WHEN "item" = 'a1c_unreliable' AND "status" = 'present'
            THEN TRUE
            WHEN "status" = 'absent' AND "item" = 'a1c_unreliable'
            THEN FALSE
          END
        )
      ) IS NULL
      OR BOOL_OR("item" = 'a1c_unreliable' AND "status" = 'measured')
      THEN TRUE
    END AS "a1c_unreliable__done",
    BOOL_OR(
      CASE
        WHEN "item" = 'random_glucose'
        AND NOT "value" IS NULL
        AND (
          (
            "unit" = 'mg/dL' AND "value" >= 0 AND "value" <= 2200
          )
          OR (
            "unit" = 'mmol/L' AND "value" >= 0 AND "value" <= 122.2
          )
        )
        THEN CASE
          WHEN "unit" = 'mg/dL'
          THEN "value" >= 200
          WHEN "unit" = 'mmol/L'
          THEN "value" >= 11.1
        END
      END
    ) AS "random_glucose__1",
    BOOL_OR(
      CASE
        WHEN "item" = 'a1c'
        AND NOT "value" IS NULL
        AND (
          (
            "unit" = '%' AND "value" >= 3.9 AND "value" <= 20
          )
          OR (
            "unit" = 'mmol/mol' AND "value" >= 20 AND "value" <= 195
          )
        )
        THEN CASE
          WHEN "unit" = '%'
          THEN "value" >= 6.5
          WHEN "unit" = 'mmol/mol'
          THEN "value" >= 48
        END
      END
    ) AS "a1c__1",
    BOOL_OR(
      CASE
        WHEN "item" = 'fpg'
        AND NOT "value" IS NULL
        AND (
          (
            "unit" = 'mg/dL' AND "value" >= 0 AND "value" <= 2200
          )
          OR (
            "unit" = 'mmol/L' AND "value" >= 0 AND "value" <= 122.2
          )
        )
        THEN CASE
          WHEN "unit" = 'mg/dL'
          THEN "value" >= 126
          WHEN "unit" = 'mmol/L'
          THEN "value" >= 7.0
        END
      END
    ) AS "fpg__1",
    BOOL_OR(
      CASE
        WHEN "item" = 'ogtt_2h'
        AND NOT "value" IS NULL
        AND (
          (
            "unit" = 'mg/dL' AND "value" >= 0 AND "value" <= 2200
          )
          OR (
            "unit" = 'mmol/L' AND "value" >= 0 AND "value" <= 122.2
          )
        )
        THEN CASE
          WHEN "unit" = 'mg/dL'
          THEN "value" >= 200
          WHEN "unit" = 'mmol/L'
          THEN "value" >= 11.1
        END
      END
    ) AS "ogtt_2h__1"
  FROM hits
  GROUP BY
    "person_id"
), runs AS (
  SELECT
    *,
    ROW_NUMBER() OVER (
      PARTITION BY "person_id", "item", "day"
      ORDER BY CASE
        WHEN "item" = 'a1c'
        AND CASE
          WHEN "unit" = '%'
          THEN "value" >= 6.5
          WHEN "unit" = 'mmol/mol'
          THEN "value" >= 48
        END
        THEN 1
        WHEN "item" = 'fpg'
        AND CASE
          WHEN "unit" = 'mg/dL'
          THEN "value" >= 126
          WHEN "unit" = 'mmol/L'
          THEN "value" >= 7.0
        END
        THEN 1
        WHEN "item" = 'ogtt_2h'
        AND CASE
          WHEN "unit" = 'mg/dL'
          THEN "value" >= 200
          WHEN "unit" = 'mmol/L'
          THEN "value" >= 11.1
        END
        THEN 1
        ELSE 0
      END DESC NULLS LAST, "value" DESC NULLS LAST, "unit" DESC NULLS LAST
    ) AS "run"
  FROM hits
  WHERE
    (
      "item" = 'a1c'
      AND NOT "value" IS NULL
      AND (
        (
          "unit" = '%' AND "value" >= 3.9 AND "value" <= 20
        )
        OR (
          "unit" = 'mmol/mol' AND "value" >= 20 AND "value" <= 195
        )
      )
    )
    OR (
      "item" = 'fpg'
      AND NOT "value" IS NULL
      AND (
        (
          "unit" = 'mg/dL' AND "value" >= 0 AND "value" <= 2200
        )
        OR (
          "unit" = 'mmol/L' AND "value" >= 0 AND "value" <= 122.2
        )
      )
    )
    OR (
      "item" = 'ogtt_2h'
      AND NOT "value" IS NULL
      AND (
        (
          "unit" = 'mg/dL' AND "value" >= 0 AND "value" <= 2200
        )
        OR (
          "unit" = 'mmol/L' AND "value" >= 0 AND "value" <= 122.2
        )
      )
    )
), samples AS (
  SELECT
    *,
    COUNT(*) OVER (PARTITION BY "person_id", "item") AS "samples"
  FROM runs
  WHERE
    "run" = 1
), newest AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY "person_id", "item" ORDER BY "day" DESC NULLS LAST) AS "latest"
  FROM samples
  WHERE
    NOT "day" IS NULL OR "samples" = 1
), tests AS (
  SELECT
    "person_id",
    CASE
      WHEN SUM(
        CASE
          WHEN "item" = 'a1c'
          AND CASE
            WHEN "unit" = '%'
            THEN "value" >= 6.5
            WHEN "unit" = 'mmol/mol'
            THEN "value" >= 48
          END
          THEN 1
          ELSE 0
        END
      ) >= 1
      THEN TRUE
      WHEN NOT BOOL_OR(
        CASE
          WHEN "item" = 'a1c' AND "latest" = 1
          THEN CASE
            WHEN "unit" = '%'
            THEN "value" >= 6.5
            WHEN "unit" = 'mmol/mol'
            THEN "value" >= 48
          END
        END
      )
      THEN FALSE
    END AS "a1c__1_result1",
    CASE
      WHEN SUM(
        CASE
          WHEN "item" = 'a1c'
          AND CASE
            WHEN "unit" = '%'
            THEN "value" >= 6.5
            WHEN "unit" = 'mmol/mol'
            THEN "value" >= 48
          END
          THEN 1
          ELSE 0
        END
      ) >= 2
      THEN TRUE
      WHEN NOT BOOL_OR(
        CASE
          WHEN "item" = 'a1c' AND "latest" = 1
          THEN CASE
            WHEN "unit" = '%'
            THEN "value" >= 6.5
            WHEN "unit" = 'mmol/mol'
            THEN "value" >= 48
          END
        END
      )
      THEN FALSE
    END AS "a1c__1_result2",
    CASE
      WHEN SUM(
        CASE
          WHEN "item" = 'fpg'
          AND CASE
            WHEN "unit" = 'mg/dL'
            THEN "value" >= 126
            WHEN "unit" = 'mmol/L'
            THEN "value" >= 7.0
          END
          THEN 1
          ELSE 0
        END
      ) >= 1
      THEN TRUE
      WHEN NOT BOOL_OR(
        CASE
          WHEN "item" = 'fpg' AND "latest" = 1
          THEN CASE
            WHEN "unit" = 'mg/dL'
            THEN "value" >= 126
            WHEN "unit" = 'mmol/L'
            THEN "value" >= 7.0
          END
        END
      )
      THEN FALSE
    END AS "fpg__1_result1",
    CASE
      WHEN SUM(
        CASE
          WHEN "item" = 'fpg'
          AND CASE
            WHEN "unit" = 'mg/dL'
            THEN "value" >= 126
            WHEN "unit" = 'mmol/L'
            THEN "value" >= 7.0
          END
          THEN 1
          ELSE 0
        END
      ) >= 2
      THEN TRUE
      WHEN NOT BOOL_OR(
        CASE
          WHEN "item" = 'fpg' AND "latest" = 1
          THEN CASE
            WHEN "unit" = 'mg/dL'
            THEN "value" >= 126
            WHEN "unit" = 'mmol/L'
            THEN "value" >= 7.0
          END
        END
      )
      THEN FALSE
    END AS "fpg__1_result2",
    CASE
      WHEN SUM(
        CASE
          WHEN "item" = 'ogtt_2h'
          AND CASE
            WHEN "unit" = 'mg/dL'
            THEN "value" >= 200
            WHEN "unit" = 'mmol/L'
            THEN "value" >= 11.1
          END
          THEN 1
          ELSE 0
        END
      ) >= 1
      THEN TRUE
      WHEN NOT BOOL_OR(
        CASE
          WHEN "item" = 'ogtt_2h' AND "latest" = 1
          THEN CASE
            WHEN "unit" = 'mg/dL'
            THEN "value" >= 200
            WHEN "unit" = 'mmol/L'
            THEN "value" >= 11.1
          END
        END
      )
      THEN FALSE
    END AS "ogtt_2h__1_result1",
    CASE
      WHEN SUM(
        CASE
          WHEN "item" = 'ogtt_2h'
          AND CASE
            WHEN "unit" = 'mg/dL'
            THEN "value" >= 200
            WHEN "unit" = 'mmol/L'
            THEN "value" >= 11.1
          END
          THEN 1
          ELSE 0
        END
      ) >= 2
      THEN TRUE
      WHEN NOT BOOL_OR(
        CASE
          WHEN "item" = 'ogtt_2h' AND "latest" = 1
          THEN CASE
            WHEN "unit" = 'mg/dL'
            THEN "value" >= 200
            WHEN "unit" = 'mmol/L'
            THEN "value" >= 11.1
          END
        END
      )
      THEN FALSE
    END AS "ogtt_2h__1_result2"
  FROM newest
  GROUP BY
    "person_id"
), tested AS (
  SELECT
    k.*,
    t."a1c__1_result1",
    t."a1c__1_result2",
    t."fpg__1_result1",
    t."fpg__1_result2",
    t."ogtt_2h__1_result1",
    t."ogtt_2h__1_result2"
  FROM known AS k
  LEFT JOIN tests AS t
    ON t."person_id" = k."person_id"
), parts_1 AS (
  SELECT
    *,
    "random_glucose__1" AND (
      "classic_symptoms" OR "hyperglycemic_crisis"
    ) AS "part_1",
    NOT (
      COALESCE("a1c_unreliable__done", FALSE) AND "a1c_unreliable"
    ) AS "part_2",
    NOT (
      "a1c_unreliable__done" AND "a1c_unreliable"
    ) AS "part_6"
  FROM tested
), parts_2 AS (
  SELECT
    *,
    "part_2" AND "a1c__1_result1" AS "part_3",
    "part_2" AND "a1c__1_result2" AS "part_4",
    "part_6" AND "a1c__1_result1" AS "part_7",
    "part_6" AND "a1c__1_result2" AS "part_8"
  FROM parts_1
), parts_3 AS (
  SELECT
    *,
    "part_1"
    OR CASE
      WHEN CASE WHEN "part_3" THEN 1 ELSE 0 END + CASE WHEN "part_4" THEN 1 ELSE 0 END + CASE WHEN "fpg__1_result1" THEN 1 ELSE 0 END + CASE WHEN "fpg__1_result2" THEN 1 ELSE 0 END + CASE WHEN "ogtt_2h__1_result1" THEN 1 ELSE 0 END + CASE WHEN "ogtt_2h__1_result2" THEN 1 ELSE 0 END >= 2
      THEN TRUE
      WHEN CASE WHEN NOT "part_3" THEN 1 ELSE 0 END + CASE WHEN NOT "part_4" THEN 1 ELSE 0 END + CASE WHEN NOT "fpg__1_result1" THEN 1 ELSE 0 END + CASE WHEN NOT "fpg__1_result2" THEN 1 ELSE 0 END + CASE WHEN NOT "ogtt_2h__1_result1" THEN 1 ELSE 0 END + CASE WHEN NOT "ogtt_2h__1_result2" THEN 1 ELSE 0 END > 4
      THEN FALSE
    END AS "part_5",
    "part_1"
    OR CASE
      WHEN CASE WHEN "part_7" THEN 1 ELSE 0 END + CASE WHEN "part_8" THEN 1 ELSE 0 END + CASE WHEN "fpg__1_result1" THEN 1 ELSE 0 END + CASE WHEN "fpg__1_result2" THEN 1 ELSE 0 END + CASE WHEN "ogtt_2h__1_result1" THEN 1 ELSE 0 END + CASE WHEN "ogtt_2h__1_result2" THEN 1 ELSE 0 END >= 2
      THEN TRUE
      WHEN CASE WHEN NOT "part_7" THEN 1 ELSE 0 END + CASE WHEN NOT "part_8" THEN 1 ELSE 0 END + CASE WHEN NOT "fpg__1_result1" THEN 1 ELSE 0 END + CASE WHEN NOT "fpg__1_result2" THEN 1 ELSE 0 END + CASE WHEN NOT "ogtt_2h__1_result1" THEN 1 ELSE 0 END + CASE WHEN NOT "ogtt_2h__1_result2" THEN 1 ELSE 0 END > 4
      THEN FALSE
    END AS "part_9"
  FROM parts_2
), verdicts AS (
  SELECT
    "person_id",
    CASE
      WHEN CASE WHEN "part_5" THEN TRUE WHEN NOT "part_9" THEN FALSE END
      THEN 'met'
      WHEN NOT (
        CASE WHEN "part_5" THEN TRUE WHEN NOT "part_9" THEN FALSE END
      )
      THEN 'not_met'
      ELSE 'undetermined'
    END AS "diabetes",
    CASE WHEN "a1c__measured" THEN 'measured' END AS "a1c",
    CASE WHEN "fpg__measured" THEN 'measured' END AS "fpg",
    CASE WHEN "ogtt_2h__measured" THEN 'measured' END AS "ogtt_2h",
    CASE WHEN "random_glucose__measured" THEN 'measured' END AS "random_glucose",
    CASE
      WHEN "classic_symptoms"
      THEN 'present'
      WHEN NOT "classic_symptoms"
      THEN 'absent'
    END AS "classic_symptoms",
    CASE
      WHEN "hyperglycemic_crisis"
      THEN 'present'
      WHEN NOT "hyperglycemic_crisis"
      THEN 'absent'
    END AS "hyperglycemic_crisis",
    CASE WHEN "a1c_unreliable" THEN 'present' WHEN NOT "a1c_unreliable" THEN 'absent' END AS "a1c_unreliable"
  FROM parts_3
)
SELECT
  p."person_id",
  COALESCE(v."diabetes", 'undetermined') AS "diabetes",
  v."a1c" AS "a1c",
  v."fpg" AS "fpg",
  v."ogtt_2h" AS "ogtt_2h",
  v."random_glucose" AS "random_glucose",
  v."classic_symptoms" AS "classic_symptoms",
  v."hyperglycemic_crisis" AS "hyperglycemic_crisis",
  v."a1c_unreliable" AS "a1c_unreliable"
FROM persons AS p
LEFT JOIN verdicts AS v
  ON v."person_id" = p."person_id"
ORDER BY
  p."person_id"
