-- What does the desk do with codes? It sees and gives those of the organization it works at (and of what became part of it), never a code.
alter table identity_code add column issued_name text;  -- of the staff, as it was then

-- A look at a chart, with its reason: two details were told. Holds for half an hour, for whoever looked.
create table identity_visit (
  id uuid primary key,
  organization text not null,             -- where the staff works
  staff uuid not null,
  staff_name text not null,
  patient uuid not null,
  kept_by text not null,
  mrn text not null,
  reason text not null check (reason in ('here', 'phone')),
  opened_at timestamptz not null,
  ends_at timestamptz not null
);
create index identity_visit_ends on identity_visit (ends_at);
alter table identity_visit enable row level security;
alter table identity_visit force row level security;
create policy identity_owner on identity_visit for all to current_user using (true) with check (true);
create policy identity_operate on identity_visit for all to portico_operate using (true) with check (true);
grant select, insert, update, delete on identity_visit to portico_operate;
create policy identity_desk_own on identity_visit for select to portico_desk using (organization = app_organization() and staff = app_person());
create policy identity_desk_opens on identity_visit for insert to portico_desk
  with check (organization = app_organization() and staff = app_person() and (app_role('front-desk') or app_role('supervisor')));
grant select, insert on identity_visit to portico_desk;

grant execute on function patients_desk_may(text) to portico_desk;
create policy identity_desk_reads on identity_code for select to portico_desk using (patients_desk_may(organization));
create policy identity_desk_gives on identity_code for insert to portico_desk
  with check (patients_desk_may(organization) and issued_by = app_person() and issued_as = 'staff' and (app_role('front-desk') or app_role('supervisor')));
create policy identity_desk_stops on identity_code for update to portico_desk
  using (patients_desk_may(organization) and (app_role('front-desk') or app_role('supervisor')))
  with check (patients_desk_may(organization) and voided_at is not null);
-- code_index: the next code must not share one with an open code.
grant select (id, patient, organization, code_index, channel, issued_by, issued_as, issued_name, issued_at, expires_at, until, spent_at, voided_at, ended, replaced_by, burnt_at, reported_at), insert on identity_code to portico_desk;
grant update (voided_at, ended, replaced_by) on identity_code to portico_desk;

create or replace function identity_purge_over() returns void language sql security definer set search_path = public, pg_temp as $$
  delete from identity_over o where o.ends_at <= app_now();
  delete from identity_visit v where v.ends_at <= app_now();
$$;
