-- Everything that came in, as it came (store_raw), and what it means to a person (store_record).
-- Clustered by patient: every key begins with it.
create table store_delivery (
  id uuid primary key,
  organization text not null references directory_organization,
  source text not null references directory_source,
  name text not null,                    -- file name or message id, as given
  sha256 bytea not null,
  bytes bigint not null,
  received_at timestamptz not null,
  report jsonb not null                  -- counts by kind and what was skipped, why
);
create index store_delivery_source on store_delivery (source, received_at);

create table store_raw (
  patient uuid not null,                 -- the zero id: belongs to no patient (organizations, practitioners)
  id uuid not null,
  version bytea not null,                -- sha256 of the text: another version of the same thing is another row
  organization text not null,
  type text not null,
  source_id text not null,
  delivery uuid not null references store_delivery,
  line integer not null,                 -- entry number in the delivery, from 1
  mapping smallint not null,             -- version of the mapping that read it
  received_at timestamptz not null,
  text text not null,
  primary key (patient, id, version)
);

-- A later delivery names its patient by the source's id.
create index store_raw_patient on store_raw (organization, source_id) where type = 'Patient';

create table store_record (
  patient uuid not null,
  id uuid not null,
  kind smallint not null,
  filed timestamptz not null,            -- for order; '-infinity' when the record has no date (the date as sent is in the body)
  visit uuid,                            -- the visit it belongs to (id of a record of kind visit)
  received_at timestamptz not null,
  final_at timestamptz,                  -- since when the source calls it final; null: not final
  labels integer not null,
  removed_at timestamptz,
  same_as uuid,                          -- the record that says the same, word for word, and is shown instead
  content bytea,                         -- sha256 of a document's text, to find the same note sent twice
  card jsonb not null,                   -- contract/record-card.ts
  search text not null,                  -- folded words for the find box
  body jsonb not null,                   -- contract/clinical.ts
  raw_version bytea not null,
  delivery uuid not null references store_delivery,
  primary key (patient, id)
);
create index store_record_content on store_record (patient, content) where content is not null;

-- Which texts one record is made of (a report and its measurements): when one of them comes again, alone, the record is made
-- anew from all of them.
create table store_part (
  patient uuid not null,
  record uuid not null,
  part uuid not null,                    -- id of a text in store_raw
  primary key (patient, record, part)
);
create index store_part_part on store_part (patient, part);

alter table store_part enable row level security;
alter table store_part force row level security;
create policy store_feed_part on store_part for all to portico_feed, portico_operate using (true) with check (true);
grant select, insert on store_part to portico_feed, portico_operate;
alter table store_raw enable row level security;
alter table store_raw force row level security;
alter table store_record enable row level security;
alter table store_record force row level security;
-- File names can hold people's names: the web role has no look at deliveries, only store_origin() of one it knows.
alter table store_delivery enable row level security;
alter table store_delivery force row level security;
create policy store_feed_delivery on store_delivery for all to portico_feed, portico_operate using (true) with check (true);
create policy store_delivery_door on store_delivery for select to current_user using (true);
create policy store_feed_raw on store_raw for all to portico_feed, portico_operate using (true) with check (true);
create policy store_feed_record on store_record for all to portico_feed, portico_operate using (true) with check (true);
grant select, insert, update on store_record to portico_feed, portico_operate;
grant select, insert on store_raw, store_delivery to portico_feed, portico_operate;
grant select on store_record to portico_web, portico_job;

-- Where a record came from. Runs as the owner; nobody can list deliveries with it, their ids are random.
create type store_origin_of as (source text, name text, received_at timestamptz);
create function store_origin(delivery uuid) returns store_origin_of language plpgsql stable security definer set search_path = public, pg_temp as
  $$ declare origin public.store_origin_of; begin
    select d.source, d.name, d.received_at into origin from public.store_delivery d where d.id = delivery;
    return origin;
  end $$;
revoke execute on function store_origin(uuid) from public;
grant execute on function store_origin(uuid) to portico_web, portico_job, portico_feed, portico_operate;

-- SQL door for release: what it decides from, and the body once it may be seen.
create view store_out with (security_invoker = true) as
  select r.patient, r.id, r.kind, r.filed, r.visit, r.received_at, r.final_at, r.labels, r.removed_at, r.same_as, r.card, r.search, r.body,
    (store_origin(r.delivery)).source, (store_origin(r.delivery)).name as delivery_name, (store_origin(r.delivery)).received_at as delivered_at
  from store_record r;
grant select on store_out to portico_feed, portico_operate, portico_web, portico_job;
