-- Whose ids are these, which of two versions of a thing rules, and by which link did it come into this chart?
alter table store_raw
  add column space text,                  -- the same id in another space is another thing; null: the organization's own files
  add column as_of timestamptz,           -- when its source wrote it
  add column as_of_by smallint,           -- by what it says so: like is compared with like only
  add column source_version bigint,       -- the source's own number of this version
  add column superseded boolean not null default false, -- another version of it is newer
  add column link uuid;                   -- staff said whose it is; null: its record number did
create index store_raw_link on store_raw (link) where link is not null;
update store_raw w set superseded = true where exists (select 1 from store_raw n where n.patient = w.patient and n.id = w.id and n.version <> w.version
  and (n.received_at, n.line, n.version) > (w.received_at, w.line, w.version));

-- Is a version that came later older all the same? Where they cannot be compared, what comes later is newer; in one file, what stands later.
create function store_older(a store_raw, b store_raw) returns boolean language sql immutable as $$
  select case
    when a.as_of_by = b.as_of_by and a.as_of <> b.as_of then a.as_of < b.as_of
    when a.source_version <> b.source_version then a.source_version < b.source_version
    when a.delivery = b.delivery then a.line < b.line
    else false end $$;

-- What a wrong link brought leaves the chart for good, and what a replaced version stood for is made anew.
grant delete on store_raw, store_record, store_document, store_replaced to portico_feed, portico_operate;
grant update (superseded, link, delivery, mapping) on store_raw to portico_feed, portico_operate;
