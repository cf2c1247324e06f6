-- Where a record came from, and what it said before: both only where the record itself may be read now.

-- The look at store_record is the caller's own: its policy (release_reads) decides. What the version was labelled then counts too,
-- so that a label that was taken away opens nothing to somebody from whom it was hidden.
create policy release_reads_earlier on store_earlier for select to portico_web, portico_job using (
  patient = any ((select access_patients())::uuid[])
  and exists (select 1 from store_record s where s.patient = store_earlier.patient and s.id = store_earlier.record)
  and (patient = any ((select access_whole())::uuid[])
    or exists (select 1 from unnest((select access_limits())::access_limit[]) r
      where r.patient = store_earlier.patient and (r.kinds >> store_earlier.kind) & 1 = 1 and (r.hidden & store_earlier.labels) = 0))
);

-- SQL doors for chart. Versions are told in the order in which their source wrote them, where it says when.
create view release_earlier with (security_invoker = true) as
  select e.patient, e.record, e.kind, e.body, e.removed, coalesce(e.as_of, store_said_at(e.patient, e.record, e.delivery)) as as_of, (store_origin(e.delivery)).received_at as came_at from store_earlier e;
create view release_provenance with (security_invoker = true) as
  select s.patient, s.id as record, s.delivery, coalesce(s.as_of, store_said_at(s.patient, s.id, s.delivery)) as as_of, p.source, p.source_name, p.form, p.kind as message, p.sent_at, p.came_at, p.entries, p.mapping
  from store_record s cross join lateral store_provenance(s.patient, s.id, s.delivery) p;
grant select on release_earlier, release_provenance to portico_web, portico_job;
