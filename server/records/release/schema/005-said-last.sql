-- A version is of the day its source sent it, where that is later than what the version says of itself: a correction often repeats the
-- time of the first report.
create or replace view release_earlier with (security_invoker = true) as
  select e.patient, e.record, e.kind, e.body, e.removed, greatest(e.as_of, store_said_at(e.patient, e.record, e.delivery)) as as_of, (store_origin(e.delivery)).received_at as came_at from store_earlier e;
create or replace view release_provenance with (security_invoker = true) as
  select s.patient, s.id as record, s.delivery, greatest(s.as_of, store_said_at(s.patient, s.id, s.delivery)) as as_of, p.source, p.source_name, p.form, p.kind as message, p.sent_at, p.came_at, p.entries, p.mapping
  from store_record s cross join lateral store_provenance(s.patient, s.id, s.delivery) p;
