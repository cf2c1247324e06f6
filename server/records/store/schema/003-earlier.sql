-- What a record said before: every version that a newer one took the place of, and every older one that came late. Nothing of
-- these is ever shown where the record itself may not be read (release's policy on this table).
create table store_earlier (
  patient uuid not null,
  record uuid not null,
  raw_version bytea not null,
  kind smallint not null,
  labels integer not null,
  as_of timestamptz,                     -- when its source wrote it, if it said so
  replaced_at timestamptz not null,
  removed boolean not null,              -- the source had taken it back
  body jsonb not null,                   -- contract/clinical.ts
  delivery uuid not null references store_delivery,
  primary key (patient, record, raw_version)
);
alter table store_earlier enable row level security;
alter table store_earlier force row level security;
create policy store_works_earlier on store_earlier for all to portico_feed, portico_operate using (true) with check (true);
grant select, insert, delete on store_earlier to portico_feed, portico_operate;
grant select on store_earlier to portico_web, portico_job;

-- Written by the database itself, whichever statement overwrites a record: no path can forget it.
create function store_keep_earlier() returns trigger language plpgsql as $$ begin
  insert into public.store_earlier (patient, record, raw_version, kind, labels, as_of, replaced_at, removed, body, delivery)
  values (old.patient, old.id, old.raw_version, old.kind, old.labels, old.as_of, public.app_now(), old.removed_at is not null, old.body, old.delivery)
  on conflict do nothing;
  return null;
end $$;
create trigger store_keeps_earlier after update on store_record for each row when (old.raw_version is distinct from new.raw_version) execute function store_keep_earlier();
-- A record that never was this person's leaves nothing behind.
create function store_forget_earlier() returns trigger language plpgsql as $$ begin
  delete from public.store_earlier e where e.patient = old.patient and e.record = old.id;
  return null;
end $$;
create trigger store_forgets_earlier after delete on store_record for each row execute function store_forget_earlier();

-- What sort of thing a delivery was: 'hl7v2', 'fhir' or 'ccda', its own name for its kind ("ORU^R01", "transaction"), and when
-- its sender says it was sent.
alter table store_delivery add column form text check (form in ('hl7v2', 'fhir', 'ccda'));
alter table store_delivery add column kind text;
alter table store_delivery add column sent_at timestamptz;

-- By which message or file, and which entries of it, a record is as it is. Runs as the owner; names of files stay inside: they
-- can hold people's names. Nobody can list with it.
create policy store_part_door on store_part for select to current_user using (true);
create policy store_raw_lines on store_raw for select to current_user using (true);
create type store_provenance_of as (source text, source_name text, form text, kind text, sent_at timestamptz, came_at timestamptz, entries integer[], mapping smallint);
create function store_provenance(of_patient uuid, of_record uuid, by_delivery uuid) returns store_provenance_of language plpgsql stable security definer set search_path = public, pg_temp as
  $$ declare whence public.store_provenance_of; begin
    select d.source, s.name, d.form, d.kind, d.sent_at, d.received_at, w.entries, coalesce((d.report ->> 'mapping')::smallint, w.mapping) into whence
    from public.store_delivery d join public.directory_source s on s.id = d.source
    cross join (select array_agg(distinct r.line order by r.line) as entries, max(r.mapping) as mapping from public.store_raw r
      where r.patient = of_patient and r.delivery = by_delivery
        and (r.id = of_record or r.id in (select p.part from public.store_part p where p.patient = of_patient and p.record = of_record))) w
    where d.id = by_delivery;
    return whence;
  end $$;
revoke execute on function store_provenance(uuid, uuid, uuid) from public;
grant execute on function store_provenance(uuid, uuid, uuid) to portico_web, portico_job, portico_operate;
