WITH value_set AS (
  SELECT
    "status",
    "system",
    "code",
    "item",
    "part",
    "mask"
  FROM (VALUES
    ('absent', 'HP', '0001315', 'reduced_reflexes_weak_limbs', 0, 0),
    ('absent', 'HP', '0002922', 'csf_protein_elevated', 0, 0),
    ('absent', 'HP', '0003690', 'bilateral_flaccid_limb_weakness', 0, 0),
    ('absent', 'HP', '0030177', 'ep_consistent', 0, 0),
    ('absent', 'HP', 'HP:0001315', 'reduced_reflexes_weak_limbs', 0, 0),
    ('absent', 'HP', 'HP:0002922', 'csf_protein_elevated', 0, 0),
    ('absent', 'HP', 'HP:0003690', 'bilateral_flaccid_limb_weakness', 0, 0),
    ('absent', 'HP', 'HP:0030177', 'ep_consistent', 0, 0),
    (
      'absent',
      'nosograph',
      'gbs-brighton-2011/alternative_diagnosis',
      'alternative_diagnosis',
      0,
      0
    ),
    (
      'absent',
      'nosograph',
      'gbs-brighton-2011/bilateral_flaccid_limb_weakness',
      'bilateral_flaccid_limb_weakness',
      0,
      0
    ),
    (
      'absent',
      'nosograph',
      'gbs-brighton-2011/clinical_plateau',
      'clinical_plateau',
      0,
      0
    ),
    (
      'absent',
      'nosograph',
      'gbs-brighton-2011/csf_protein_elevated',
      'csf_protein_elevated',
      0,
      0
    ),
    ('absent', 'nosograph', 'gbs-brighton-2011/csf_wbc', 'csf_wbc', 0, 0),
    ('absent', 'nosograph', 'gbs-brighton-2011/ep_consistent', 'ep_consistent', 0, 0),
    (
      'absent',
      'nosograph',
      'gbs-brighton-2011/monophasic_course',
      'monophasic_course',
      0,
      0
    ),
    (
      'absent',
      'nosograph',
      'gbs-brighton-2011/onset_to_nadir',
      'onset_to_nadir',
      0,
      0
    ),
    (
      'absent',
      'nosograph',
      'gbs-brighton-2011/reduced_reflexes_weak_limbs',
      'reduced_reflexes_weak_limbs',
      0,
      0
    ),
    ('measured', 'HP', '0012229', 'csf_wbc', 0, 0),
    ('measured', 'HP', 'HP:0012229', 'csf_wbc', 0, 0),
    ('measured', 'LOINC', '26465-5', 'csf_wbc', 0, 0),
    ('measured', 'LOINC', '806-0', 'csf_wbc', 0, 0),
    ('measured', 'LOINC', 'LOINC:26465-5', 'csf_wbc', 0, 0),
    ('measured', 'LOINC', 'LOINC:806-0', 'csf_wbc', 0, 0),
    (
      'measured',
      'nosograph',
      'gbs-brighton-2011/alternative_diagnosis',
      'alternative_diagnosis',
      0,
      0
    ),
    (
      'measured',
      'nosograph',
      'gbs-brighton-2011/bilateral_flaccid_limb_weakness',
      'bilateral_flaccid_limb_weakness',
      0,
      0
    ),
    (
      'measured',
      'nosograph',
      'gbs-brighton-2011/clinical_plateau',
      'clinical_plateau',
      0,
      0
    ),
    (
      'measured',
      'nosograph',
      'gbs-brighton-2011/csf_protein_elevated',
      'csf_protein_elevated',
      0,
      0
    ),
    ('measured', 'nosograph', 'gbs-brighton-2011/csf_wbc', 'csf_wbc', 0, 0),
    (
      'measured',
      'nosograph',
      'gbs-brighton-2011/ep_consistent',
      'ep_consistent',
      0,
      0
    ),
    (
      'measured',
      'nosograph',
      'gbs-brighton-2011/monophasic_course',
      'monophasic_course',
      0,
      0
    ),
    (
      'measured',
      'nosograph',
      'gbs-brighton-2011/onset_to_nadir',
      'onset_to_nadir',
      0,
      0
    ),
    (
      'measured',
      'nosograph',
      'gbs-brighton-2011/reduced_reflexes_weak_limbs',
      'reduced_reflexes_weak_limbs',
      0,
      0
    ),
    ('present', 'HP', '0001315', 'reduced_reflexes_weak_limbs', 0, 0),
    ('present', 'HP', '0002922', 'csf_protein_elevated', 0, 0),
    ('present', 'HP', 'HP:0001315', 'reduced_reflexes_weak_limbs', 0, 0),
    ('present', 'HP', 'HP:0002922', 'csf_protein_elevated', 0, 0),
    (
      'present',
      'nosograph',
      'gbs-brighton-2011/alternative_diagnosis',
      'alternative_diagnosis',
      0,
      0
    ),
    (
      'present',
      'nosograph',
      'gbs-brighton-2011/bilateral_flaccid_limb_weakness',
      'bilateral_flaccid_limb_weakness',
      0,
      0
    ),
    (
      'present',
      'nosograph',
      'gbs-brighton-2011/clinical_plateau',
      'clinical_plateau',
      0,
      0
    ),
    (
      'present',
      'nosograph',
      'gbs-brighton-2011/csf_protein_elevated',
      'csf_protein_elevated',
      0,
      0
    ),
    ('present', 'nosograph', 'gbs-brighton-2011/csf_wbc', 'csf_wbc', 0, 0),
    ('present', 'nosograph', 'gbs-brighton-2011/ep_consistent', 'ep_consistent', 0, 0),
    (
      'present',
      'nosograph',
      'gbs-brighton-2011/monophasic_course',
      'monophasic_course',
      0,
      0
    ),
    (
      'present',
      'nosograph',
      'gbs-brighton-2011/onset_to_nadir',
      'onset_to_nadir',
      0,
      0
    ),
    (
      'present',
      'nosograph',
      'gbs-brighton-2011/reduced_reflexes_weak_limbs',
      'reduced_reflexes_weak_limbs',
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
      CAST(CASE
        WHEN "item" = 'bilateral_flaccid_limb_weakness' AND "status" = 'present'
        THEN TRUE
        WHEN "status" = 'absent' AND "item" = 'bilateral_flaccid_limb_weakness'
        THEN FALSE
      END AS BOOLEAN)
    ) AS "bilateral_flaccid_limb_weakness",
    BOOL_OR(
      CAST(CASE
        WHEN "item" = 'reduced_reflexes_weak_limbs' AND "status" = 'present'
        THEN TRUE
        WHEN "status" = 'absent' AND "item" = 'reduced_reflexes_weak_limbs'
        THEN FALSE
      END AS BOOLEAN)
    ) AS "reduced_reflexes_weak_limbs",
    BOOL_OR(
      CAST(CASE
        WHEN "item" = 'monophasic_course' AND "status" = 'present'
        THEN TRUE
        WHEN "status" = 'absent' AND "item" = 'monophasic_course'
        THEN FALSE
      END AS BOOLEAN)
    ) AS "monophasic_course",
    BOOL_OR(
      CAST(CASE
        WHEN "item" = 'onset_to_nadir' AND NOT "value" IS NULL AND "unit" = 'h'
        THEN TRUE
      END AS BOOLEAN)
    ) AS "onset_to_nadir__measured",
    BOOL_OR(
      CAST(CASE
        WHEN "item" = 'clinical_plateau' AND "status" = 'present'
        THEN TRUE
        WHEN "status" = 'absent' AND "item" = 'clinical_plateau'
        THEN FALSE
      END AS BOOLEAN)
    ) AS "clinical_plateau",
    BOOL_OR(
      CAST(CASE
        WHEN "item" = 'alternative_diagnosis' AND "status" = 'present'
        THEN TRUE
        WHEN "status" = 'absent' AND "item" = 'alternative_diagnosis'
        THEN FALSE
      END AS BOOLEAN)
    ) AS "alternative_diagnosis",
    BOOL_OR(
      CAST(CASE
        WHEN "item" = 'ep_consistent' AND "status" = 'present'
        THEN TRUE
        WHEN "status" = 'absent' AND "item" = 'ep_consistent'
        THEN FALSE
      END AS BOOLEAN)
    ) AS "ep_consistent",
    BOOL_OR(
      CAST(CASE
        WHEN "item" = 'csf_protein_elevated' AND "status" = 'present'
        THEN TRUE
        WHEN "status" = 'absent' AND "item" = 'csf_protein_elevated'
        THEN FALSE
      END AS BOOLEAN)
    ) AS "csf_protein_elevated",
    BOOL_OR(
      CAST(CASE
        WHEN "item" = 'csf_wbc' AND NOT "value" IS NULL AND "unit" = '/uL'
        THEN TRUE
      END AS BOOLEAN)
    ) AS "csf_wbc__measured",
    BOOL_OR(CAST(CASE WHEN "item" = 'csf_wbc' THEN TRUE END AS BOOLEAN)) AS "csf_wbc__done",
    BOOL_OR(
      CAST(CASE
        WHEN "item" = 'onset_to_nadir' AND NOT "value" IS NULL AND "unit" = 'h'
        THEN "value" >= 12 AND "value" <= 672
      END AS BOOLEAN)
    ) AS "onset_to_nadir__1",
    BOOL_OR(
      CAST(CASE
        WHEN "item" = 'csf_wbc' AND NOT "value" IS NULL AND "unit" = '/uL'
        THEN "value" < 50
      END AS BOOLEAN)
    ) AS "csf_wbc__1"
  FROM hits
  GROUP BY
    "person_id"
), parts_1 AS (
  SELECT
    *,
    NOT "alternative_diagnosis" AS "part_1"
  FROM known
), parts_2 AS (
  SELECT
    *,
    "bilateral_flaccid_limb_weakness"
    AND "reduced_reflexes_weak_limbs"
    AND "monophasic_course"
    AND "onset_to_nadir__1"
    AND "clinical_plateau"
    AND "part_1"
    AND (
      "csf_wbc__1" OR (
        NOT COALESCE("csf_wbc__done", FALSE) AND "ep_consistent"
      )
    ) AS "part_2",
    "bilateral_flaccid_limb_weakness"
    AND "reduced_reflexes_weak_limbs"
    AND "monophasic_course"
    AND "onset_to_nadir__1"
    AND "clinical_plateau"
    AND "part_1"
    AND (
      "csf_wbc__1" OR (
        NOT "csf_wbc__done" AND "ep_consistent"
      )
    ) AS "part_3"
  FROM parts_1
), verdicts AS (
  SELECT
    "person_id",
    CASE
      WHEN "bilateral_flaccid_limb_weakness"
      AND "reduced_reflexes_weak_limbs"
      AND "monophasic_course"
      AND "onset_to_nadir__1"
      AND "clinical_plateau"
      AND "part_1"
      AND "ep_consistent"
      AND "csf_protein_elevated"
      AND "csf_wbc__1"
      THEN 'met'
      WHEN NOT (
        "bilateral_flaccid_limb_weakness"
        AND "reduced_reflexes_weak_limbs"
        AND "monophasic_course"
        AND "onset_to_nadir__1"
        AND "clinical_plateau"
        AND "part_1"
        AND "ep_consistent"
        AND "csf_protein_elevated"
        AND "csf_wbc__1"
      )
      THEN 'not_met'
      ELSE 'undetermined'
    END AS "level_1",
    CASE
      WHEN CASE WHEN "part_2" THEN TRUE WHEN NOT "part_3" THEN FALSE END
      THEN 'met'
      WHEN NOT (
        CASE WHEN "part_2" THEN TRUE WHEN NOT "part_3" THEN FALSE END
      )
      THEN 'not_met'
      ELSE 'undetermined'
    END AS "level_2",
    CASE
      WHEN "bilateral_flaccid_limb_weakness"
      AND "reduced_reflexes_weak_limbs"
      AND "monophasic_course"
      AND "onset_to_nadir__1"
      AND "clinical_plateau"
      AND "part_1"
      THEN 'met'
      WHEN NOT (
        "bilateral_flaccid_limb_weakness"
        AND "reduced_reflexes_weak_limbs"
        AND "monophasic_course"
        AND "onset_to_nadir__1"
        AND "clinical_plateau"
        AND "part_1"
      )
      THEN 'not_met'
      ELSE 'undetermined'
    END AS "level_3",
    CASE
      WHEN "bilateral_flaccid_limb_weakness"
      THEN 'present'
      WHEN NOT "bilateral_flaccid_limb_weakness"
      THEN 'absent'
    END AS "bilateral_flaccid_limb_weakness",
    CASE
      WHEN "reduced_reflexes_weak_limbs"
      THEN 'present'
      WHEN NOT "reduced_reflexes_weak_limbs"
      THEN 'absent'
    END AS "reduced_reflexes_weak_limbs",
    CASE
      WHEN "monophasic_course"
      THEN 'present'
      WHEN NOT "monophasic_course"
      THEN 'absent'
    END AS "monophasic_course",
    CASE WHEN "onset_to_nadir__measured" THEN 'measured' END AS "onset_to_nadir",
    CASE
      WHEN "clinical_plateau"
      THEN 'present'
      WHEN NOT "clinical_plateau"
      THEN 'absent'
    END AS "clinical_plateau",
    CASE
      WHEN "alternative_diagnosis"
      THEN 'present'
      WHEN NOT "alternative_diagnosis"
      THEN 'absent'
    END AS "alternative_diagnosis",
    CASE WHEN "ep_consistent" THEN 'present' WHEN NOT "ep_consistent" THEN 'absent' END AS "ep_consistent",
    CASE
      WHEN "csf_protein_elevated"
      THEN 'present'
      WHEN NOT "csf_protein_elevated"
      THEN 'absent'
    END AS "csf_protein_elevated",
    CASE WHEN "csf_wbc__measured" THEN 'measured' END AS "csf_wbc"
  FROM parts_2
)
SELECT
  p."person_id",
  COALESCE(v."level_1", 'undetermined') AS "level_1",
  COALESCE(v."level_2", 'undetermined') AS "level_2",
  COALESCE(v."level_3", 'undetermined') AS "level_3",
  v."bilateral_flaccid_limb_weakness" AS "bilateral_flaccid_limb_weakness",
  v."reduced_reflexes_weak_limbs" AS "reduced_reflexes_weak_limbs",
  v."monophasic_course" AS "monophasic_course",
  v."onset_to_nadir" AS "onset_to_nadir",
  v."clinical_plateau" AS "clinical_plateau",
  v."alternative_diagnosis" AS "alternative_diagnosis",
  v."ep_consistent" AS "ep_consistent",
  v."csf_protein_elevated" AS "csf_protein_elevated",
  v."csf_wbc" AS "csf_wbc"
FROM persons AS p
LEFT JOIN verdicts AS v
  ON v."person_id" = p."person_id"
ORDER BY
  p."person_id"
