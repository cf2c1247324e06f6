-- Whom did a member of staff open to let back in, by two details that the person told? Without that no chart's id leads to its account,
-- whoever learned it. A look lasts half an hour; what waits for a second member of staff is open to those who may decide.
create table accounts_desk_look (
  staff uuid not null,
  organization text not null,
  patient uuid not null,
  opened_at timestamptz not null,
  primary key (staff, organization, patient)
);
alter table accounts_desk_look enable row level security;
alter table accounts_desk_look force row level security;
create policy accounts_owner on accounts_desk_look for all to current_user using (true) with check (true);
create policy accounts_operate on accounts_desk_look for all to portico_operate using (true) with check (true);
create policy accounts_own_look on accounts_desk_look for all to portico_desk using (organization = app_organization() and staff = app_person()) with check (organization = app_organization() and staff = app_person());
grant select, insert, update, delete on accounts_desk_look to portico_operate;
grant select, insert, update on accounts_desk_look to portico_desk;

create function accounts_desk_looks(chart uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from accounts_desk_look l where l.staff = app_person() and l.organization = app_organization() and l.patient = chart and l.opened_at > app_now() - interval '30 minutes')
    or (app_role('supervisor') and exists (select 1 from accounts_desk_reset r where r.patient = chart and r.organization = app_organization() and r.state = 'waiting')) $$;
revoke execute on function accounts_desk_looks(uuid) from public;
grant execute on function accounts_desk_looks(uuid) to portico_desk;
