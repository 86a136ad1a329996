"""The release's SQLite file: its tables, every statement, and the version of both.

Rule 1. A change to a table, or to what a record holds, raises SCHEMA_VERSION: a reader opens
exactly its own version.
Rule 2. Statements are named constants and stand here, for the build and the reader alike.
Rule 3. Diseases are numbered in the order of their names, so that ordering by number is
alphabetical everywhere.
"""

SCHEMA_VERSION = 6

LIBRARY_FILE = "library.sqlite"
SEARCH_FOLDER = "search"
MANIFEST_FILE = "manifest.json"

RELATIONS = ("exact", "narrower", "broader", "related")
"""How a code fits a disease, by its rank."""

MOST_LISTED = 300
"""Diseases listed for a finding; more than that nobody reads, and broad terms have thousands."""

TABLES = """
create table disease (
  number integer primary key,   -- position in alphabetical order, from 1
  slug text not null unique,    -- the page's address
  kind text not null,           -- curated, stub or annotated
  name text not null,           -- preferred name
  letter text not null,         -- where it stands in A-Z: a letter, or # for anything else
  record blob not null          -- model.diseases.Disease as JSON, deflated
);
create index disease_by_letter on disease (letter, number);
create index disease_by_kind on disease (kind, number) where kind <> 'annotated';

create table code (
  code text not null,           -- canonical spelling, system:value
  disease integer not null,     -- disease.number
  rank integer not null,        -- 0 exact, then narrower, broader, related
  primary key (code, rank, disease)
) without rowid;

create table redirect (
  slug text primary key,        -- an address that was in use
  target text not null          -- disease.slug
) without rowid;

create table page (
  disease integer not null,     -- disease.number
  audience text not null,       -- professional or patient
  language text not null,       -- BCP 47 tag of the page
  etag text not null,           -- strong validator of the body, without quotes
  body blob not null,           -- HTML, gzipped
  primary key (disease, audience, language)
);

create table change (
  disease integer primary key,  -- disease.number
  record blob not null          -- tuple of model.changes.ReleaseChanges as JSON, deflated
);

create table finding (
  term text primary key,        -- HPO id
  label text not null,
  system text not null,         -- HPO id of the organ system, or empty
  diseases integer not null,    -- how many show it, themselves or through a term below it
  excluded integer not null,    -- how many are recorded as not showing it
  record blob not null          -- library.records.TermRecord as JSON, deflated
) without rowid;

create table alias (
  term text primary key,        -- alternative or obsolete HPO id
  target text not null          -- finding.term
) without rowid;

create table shows (
  term text not null,           -- HPO id
  place integer not null,       -- most frequent first
  disease integer not null,     -- disease.number
  frequency text not null,      -- as shown; empty when the source gives none
  estimate real,                -- share of patients, 0 to 1; null when the source gives none
  via text not null,            -- HPO id of the term below it that is recorded; empty: itself
  primary key (term, place)
) without rowid;

create table gene (
  symbol text primary key collate nocase,
  ncbi text not null            -- NCBI Gene id
) without rowid;

create table gene_disease (
  symbol text not null collate nocase,
  disease integer not null,     -- disease.number
  primary key (symbol, disease)
) without rowid;

create table system (
  term text primary key,        -- HPO id of the organ system
  label text not null,
  diseases integer not null     -- how many have a finding in it
) without rowid;

create table system_disease (
  system text not null,         -- system.term
  disease integer not null,     -- disease.number
  findings integer not null,    -- how many findings it has there
  primary key (system, disease)
) without rowid;

create table criteria (
  id text primary key,          -- the set's own id
  disease integer not null,     -- disease.number
  place integer not null,       -- its place among the sets of the disease
  record text not null          -- criteria.stored
) without rowid;
create index criteria_by_disease on criteria (disease, place);

create table place (
  code text primary key,        -- of a chapter, block, category or subcategory of ICD-10-CM
  slug text not null unique,    -- the page's address
  title text not null,
  level text not null,
  record blob not null          -- model.classification.Place as JSON, deflated
) without rowid;

create table code_below (
  code text primary key,        -- of ICD-10-CM, without a page of its own
  title text not null,
  place text not null           -- place.code
) without rowid;

create table portal (
  place integer primary key,
  language text not null,       -- BCP 47 tag
  record blob not null          -- model.classification.Portal as JSON
);

create table presentation (
  place integer primary key,
  slug text not null unique,    -- the page's address
  record blob not null          -- model.entries.Entry as JSON, deflated
);

create table label (
  term text primary key,        -- HPO id that pages name without listing it as a finding
  label text not null
) without rowid;
"""

DRAFT_SETTINGS = """
pragma page_size = 4096;
pragma journal_mode = off;
pragma synchronous = off;
pragma locking_mode = exclusive;
pragma cache_size = -65536;
"""
"""A draft that is interrupted is thrown away, so it needs no journal; the build syncs at the end."""

USER_VERSION = f"pragma user_version = {SCHEMA_VERSION}"

# The build writes with these.
ADD_DISEASE = "insert into disease values (?, ?, ?, ?, ?, ?)"
ADD_CODE = "insert or ignore into code values (?, ?, ?)"
ADD_REDIRECT = "insert into redirect values (?, ?)"
ADD_PAGE = "insert into page values (?, ?, ?, ?, ?)"
ADD_CHANGE = "insert into change values (?, ?)"
ADD_FINDING = "insert into finding values (?, ?, ?, ?, ?, ?)"
ADD_ALIAS = "insert into alias values (?, ?)"
ADD_SHOWS = "insert into shows values (?, ?, ?, ?, ?, ?)"
ADD_GENE = "insert into gene values (?, ?)"
ADD_GENE_DISEASE = "insert into gene_disease values (?, ?)"
ADD_SYSTEM = "insert into system values (?, ?, ?)"
ADD_SYSTEM_DISEASE = "insert into system_disease values (?, ?, ?)"
ADD_LABEL = "insert into label values (?, ?)"

ADD_PLACE = "insert into place values (?, ?, ?, ?, ?)"
ADD_CODE_BELOW = "insert into code_below values (?, ?, ?)"
ADD_PORTAL = "insert into portal values (?, ?, ?)"
ADD_PRESENTATION = "insert into presentation values (?, ?, ?)"
ADD_CRITERIA = "insert into criteria values (?, ?, ?, ?)"

# The reader asks these.
READ_USER_VERSION = "pragma user_version"
DISEASE = "select record from disease where slug = ?"
LISTED_BY_SLUG = "select slug, name, kind from disease where slug = ?"
SLUGS_FOR_CODE = """
select disease.slug from code join disease on disease.number = code.disease
where code.code = ? and code.rank = 0
order by case disease.kind when 'curated' then 0 else 1 end, disease.number
"""
NEAR_CODE = """
select disease.slug, disease.name, code.rank
from code join disease on disease.number = code.disease
where code.code = ? and code.rank > 0 order by code.rank, disease.number
"""
PLACE = "select record from place where slug = ?"
PLACE_SLUGS = "select slug from place order by slug"
PLACE_SLUG = "select slug, title from place where code = ?"
CODE_BELOW = """
select place.slug, code_below.title from code_below
join place on place.code = code_below.place where code_below.code = ?
"""
CHAPTERS = "select slug, title from place where level = 'chapter' order by cast(code as integer)"
PORTALS = "select record from portal where language = ? order by place"
PRESENTATIONS = "select record from presentation order by place"
REDIRECT = "select target from redirect where slug = ?"
PAGE = """
select page.body, page.etag from page join disease on disease.number = page.disease
where disease.slug = ? and page.audience = ? and page.language = ?
"""
CHANGES = """
select change.record from change join disease on disease.number = change.disease
where disease.slug = ?
"""
FINDING = "select label, system, diseases, excluded, record from finding where term = ?"
ALIAS = "select target from alias where term = ?"
ALIASES = "select term, target from alias order by term"
SHOWN_BY = """
select disease.slug, disease.name, disease.kind, shows.frequency, shows.estimate, shows.via,
  coalesce(finding.label, '')
from shows
join disease on disease.number = shows.disease
left join finding on finding.term = shows.via
where shows.term = ? order by shows.place limit ? offset ?
"""
GENE = "select symbol, ncbi from gene where symbol = ?"
GENE_DISEASES = """
select disease.slug, disease.name, disease.kind
from gene_disease join disease on disease.number = gene_disease.disease
where gene_disease.symbol = ? order by disease.number
"""
LETTERS = "select letter, count(*) from disease group by letter order by letter = '#', letter"
BROWSE_LETTER = """
select slug, name, kind from disease where letter = ? order by number limit ? offset ?
"""
SYSTEMS = "select term, label, diseases from system where diseases > 0 order by label"
SYSTEM = "select term, label, diseases from system where term = ?"
CURATED = "select slug, name, kind from disease where kind = 'curated' and kind <> 'annotated' order by number"
BROWSE_SYSTEM = """
select disease.slug, disease.name, disease.kind, system_disease.findings
from system_disease join disease on disease.number = system_disease.disease
where system_disease.system = ? order by disease.number limit ? offset ?
"""
LABELS = "select term, label from label order by term"
SLUGS = "select slug from disease order by number"
NAMES = "select slug, name from disease order by number"
TERMS = "select term, label from finding order by term"
CLASSIFIED = """
select code, title, place from code_below
union all select code, title, '' from place where level in ('category', 'subcategory')
order by code
"""
CODES_OF_SLUGS = """
select disease.slug, code.code from code join disease on disease.number = code.disease
where code.rank = 0 order by disease.number, code.code
"""
CODE_LINKS = """
select code.code, code.rank, disease.slug from code
join disease on disease.number = code.disease order by code.code, code.rank, disease.number
"""
REDIRECTS = "select slug, target from redirect order by slug"
TERM_RECORD = "select record from finding where term = ?"
CRITERIA_SET = "select record from criteria where id = ?"
CRITERIA_OF = """
select criteria.record from criteria join disease on disease.number = criteria.disease
where disease.slug = ? order by criteria.place
"""
CRITERIA = """
select criteria.id, disease.slug from criteria
join disease on disease.number = criteria.disease order by criteria.id
"""
