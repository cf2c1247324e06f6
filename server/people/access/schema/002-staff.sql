-- Who works where, as what, now? And what may the role `desk` see: the rows of the organization its person works at, nothing else.
alter table access_staff drop constraint access_staff_role_check;
alter table access_staff add constraint access_staff_role_check check (role in ('front-desk', 'supervisor', 'records-office', 'clinician', 'administrator'));
create index access_staff_organization on access_staff (organization);

-- Enters a staff transaction: looks up live where its person works (R49), and only if `wanted` is one of these places (or nothing is
-- wanted and there is one) says so in app.organization and app.roles. Gives every place, the entered one marked.
create function access_enter_staff(wanted text) returns table (organization text, roles text[], entered boolean)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare me uuid := app_person(); at timestamptz := app_now(); place record; places integer;
begin
  perform set_config('app.organization', '', true), set_config('app.roles', '', true);
  if me is null then return; end if;
  select count(distinct s.organization) into places from access_staff s where s.person = me and s.valid_from <= at and at < s.valid_until;
  for place in select s.organization, array_agg(distinct s.role order by s.role) as roles from access_staff s
    where s.person = me and s.valid_from <= at and at < s.valid_until group by s.organization order by s.organization
  loop
    organization := place.organization; roles := place.roles;
    entered := place.organization = wanted or (wanted is null and places = 1);
    if entered then perform set_config('app.organization', place.organization, true), set_config('app.roles', array_to_string(place.roles, ','), true); end if;
    return next;
  end loop;
end $$;
revoke execute on function access_enter_staff(text) from public;
grant execute on function access_enter_staff(text) to portico_desk;

-- Does somebody of our staff also work elsewhere? Yes or no, for an administrator who would end their keys everywhere.
create function access_works_elsewhere(whose uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from access_staff s where s.person = whose and s.organization <> app_organization() and s.valid_from <= app_now() and app_now() < s.valid_until)
$$;
revoke execute on function access_works_elsewhere(uuid) from public;
grant execute on function access_works_elsewhere(uuid) to portico_desk;

-- Administrators change who works at their own organization; everybody there may know who does.
create policy access_staff_here on access_staff for select to portico_desk using (organization = app_organization());
create policy access_staff_appoint on access_staff for insert to portico_desk with check (organization = app_organization() and app_role('administrator'));
create policy access_staff_end on access_staff for update to portico_desk using (organization = app_organization() and app_role('administrator')) with check (organization = app_organization() and app_role('administrator'));
grant select, insert, update (valid_until) on access_staff to portico_desk;

-- Charts of the organization. Each look is a line in the trail, with its reason.
create policy access_desk_reads on patients_patient for select to portico_desk using (organization = app_organization());
create policy access_desk_reads on patients_alike for select to portico_desk using (organization = app_organization());
grant select on patients_patient, patients_alike to portico_desk;
grant select on directory_organization, directory_age_rule, directory_source to portico_desk;

-- The trail takes every line. Supervisors and administrators read what staff of their organization did.
create policy access_desk_notes on audit_event for insert to portico_desk with check (true);
create policy access_desk_reads_trail on audit_event for select to portico_desk
  using (actor_role = 'staff' and detail ->> 'organization' = app_organization() and (app_role('supervisor') or app_role('administrator')));
grant insert, select on audit_event to portico_desk;
create index access_desk_trail on audit_event ((detail ->> 'organization'), at) where actor_role = 'staff';

create policy access_desk_writes on notices_mail for insert to portico_desk with check (true);
grant insert on notices_mail to portico_desk;
