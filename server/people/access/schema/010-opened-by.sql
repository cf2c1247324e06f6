-- Who opens each of these charts by a link of its own, whatever it is merged with? So that the records office knows, before it ends a merge,
-- for whom each chart stays open. The desk reads ids of accounts and nothing else of them.
create function access_opened_by(charts uuid[]) returns table (patient uuid, person uuid)
  language sql stable security definer set search_path = public, pg_temp as $$
  select distinct l.patient, l.person from patients_patient p join access_link l on l.patient = p.id
  where p.id = any (charts) and patients_desk_may(p.organization) and l.valid_from <= app_now() and app_now() < l.valid_until $$;
revoke execute on function access_opened_by(uuid[]) from public;
grant execute on function access_opened_by(uuid[]) to portico_desk, portico_operate;
