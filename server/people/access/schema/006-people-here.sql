-- The desk gives codes too, and whoever has an account hears of it: asked only for charts of the organization it works at.
create or replace function access_people_of(chart uuid) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp as $$
  select distinct l.person from patients_patient p join patients_alike a on a.patient = p.id join access_link l on l.patient = a.member
  where p.id = chart and patients_desk_may(p.organization)
    and a.valid_from <= app_now() and app_now() < a.valid_until and l.valid_from <= app_now() and app_now() < l.valid_until $$;
grant execute on function access_people_of(uuid) to portico_desk;
