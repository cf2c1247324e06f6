-- What stands around a chart that somebody asks to open without a code? Whether it has an account, and the addresses and numbers of
-- those who act for it: none of these may open it (T6). One row, also for a chart that is not there, or not the desk's.
create function access_around(wanted uuid) returns table (linked boolean, contacts text[])
  language sql stable security definer set search_path = public, pg_temp as $$
  with human as (select a.member from patients_alike a join patients_patient p on p.id = a.patient and patients_desk_may(p.organization)
    where a.patient = wanted and a.valid_from <= app_now() and app_now() < a.valid_until),
  acting as (select distinct g.person from access_grant g join human h on h.member = g.patient where g.valid_from <= app_now() and app_now() < least(g.valid_until, g.revoked_at)),
  theirs as (select p.phone, p.email from acting a join access_link l on l.person = a.person and l.valid_from <= app_now() and app_now() < l.valid_until
    join patients_patient p on p.id = l.patient)
  select exists (select 1 from access_link l join human h on h.member = l.patient where l.valid_from <= app_now() and app_now() < l.valid_until),
    array(select accounts_addresses(array(select person from acting))) || array(select phone from theirs where phone is not null) || array(select email from theirs where email is not null) $$;

-- Nobody at the desk decides about their own record, or one they act for.
create function access_acts_for(whose uuid, wanted uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from patients_alike a join access_link l on l.patient = a.member and l.person = whose and l.valid_from <= app_now() and app_now() < l.valid_until
      where a.patient = wanted and a.valid_from <= app_now() and app_now() < a.valid_until)
    or exists (select 1 from patients_alike a join access_grant g on g.patient = a.member and g.person = whose and g.valid_from <= app_now() and app_now() < least(g.valid_until, g.revoked_at)
      where a.patient = wanted and a.valid_from <= app_now() and app_now() < a.valid_until) $$;
revoke execute on function access_around(uuid), access_acts_for(uuid, uuid) from public;
grant execute on function access_around(uuid) to portico_web, portico_desk, portico_operate;
grant execute on function access_acts_for(uuid, uuid) to portico_desk, portico_operate;
