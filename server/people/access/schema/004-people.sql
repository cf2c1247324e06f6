-- Whose is this chart now? The persons linked to it or to a chart read together with it, for those who tell them that a code is out.
create function access_people_of(chart uuid) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp as $$
  select distinct l.person from patients_alike a join access_link l on l.patient = a.member
  where a.patient = chart and a.valid_from <= app_now() and app_now() < a.valid_until and l.valid_from <= app_now() and app_now() < l.valid_until $$;
revoke execute on function access_people_of(uuid) from public;
grant execute on function access_people_of(uuid) to portico_operate;
