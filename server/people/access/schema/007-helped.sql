-- Whom does the desk help who opened this chart? The account the chart is linked to here; the transaction then acts for it
-- (app.helped). False: no account that this organization knows of, whatever there is elsewhere.
create function access_help(chart uuid) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare whose uuid;
begin
  perform set_config('app.helped', '', true);
  select l.person into whose from patients_patient p join access_link l on l.patient = p.id
    where p.id = chart and patients_desk_may(p.organization) and app_organization() is not null and l.valid_from <= app_now() and app_now() < l.valid_until
    order by l.valid_from desc limit 1;
  if whose is null or whose = app_person() then return false; end if;
  perform set_config('app.helped', whose::text, true);
  return true;
end $$;
revoke execute on function access_help(uuid) from public;
grant execute on function access_help(uuid) to portico_desk;
