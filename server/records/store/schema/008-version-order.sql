-- Two versions that their server dates to the same instant: which of them rules must not depend on which came first. What is further on
-- (final after preliminary, corrected after final, taken back last) stands after what is not; then the bytes decide.
alter table store_raw add column stage smallint; -- how far on the version is, by its status; null: it does not say

create or replace function store_older(a store_raw, b store_raw) returns boolean language sql immutable as $$
  select case
    when a.as_of_by = b.as_of_by and a.as_of <> b.as_of then a.as_of < b.as_of
    when a.source_version <> b.source_version then a.source_version < b.source_version
    -- Only the server's own word on when it changed a thing dates exactly one version (1: meta.lastUpdated). A correction often repeats when
    -- the result was issued: of two of those the one that came later is newer.
    when a.as_of_by = 1 and b.as_of_by = 1 and a.version <> b.version then (coalesce(a.stage, 0::smallint), a.version) < (coalesce(b.stage, 0::smallint), b.version)
    when a.delivery = b.delivery then a.line < b.line
    else false end $$;
