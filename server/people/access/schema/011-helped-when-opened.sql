-- As 007-helped.sql, and only for a chart that this member of staff opened by two details, or that waits for their decision.
create or replace function access_help(chart uuid) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare whose uuid;
begin
  perform set_config('app.helped', '', true);
  if not accounts_desk_looks(chart) then return false; end if;
  select l.person into whose from patients_patient p join access_link l on l.patient = p.id
    where p.id = chart and patients_desk_may(p.organization) and app_organization() is not null and l.valid_from <= app_now() and app_now() < l.valid_until
    order by l.valid_from desc limit 1;
  if whose is null or whose = app_person() then return false; end if;
  perform set_config('app.helped', whose::text, true);
  return true;
end $$;
