-- The desk looks at charts of the organization it works at, and of those that are part of it now. Every role has its own login, so the
-- functions tell by it who asks: for everybody else the same looks go on unchanged.
create function patients_desk_may(wanted text) returns boolean language sql stable security definer set search_path = public, pg_temp as
  $$ select session_user::text <> 'portico_desk' or wanted = any (directory_same_now(app_organization())) $$;
revoke execute on function patients_desk_may(text) from public;

alter function patients_on_file(uuid) rename to patients_on_file_of_any;
create function patients_on_file(wanted uuid) returns jsonb
  language sql stable security definer set search_path = public, pg_temp as
  $$ select patients_on_file_of_any(p.id) from patients_patient p where p.id = wanted and patients_desk_may(p.organization) $$;

create or replace function patients_candidates(organizations text[], keys bytea[], weights int[], most int) returns setof jsonb
  language sql stable security definer set search_path = public, pg_temp as $$
  select patients_on_file(found.patient) from (
    select k.patient from unnest(keys, weights) as w (key, weight) cross join (select o from unnest(organizations) as o where patients_desk_may(o)) as here (organization)
      cross join lateral (select e.patient from patients_key e where e.organization = here.organization and e.key = w.key limit 300) k
    group by k.patient order by sum(w.weight) desc, k.patient limit least(most, 60)) found $$;

create or replace function patients_dated_contacts(wanted uuid) returns table (contacts jsonb, here_since timestamptz)
  language sql stable security definer set search_path = public, pg_temp as $$
  select jsonb_agg(jsonb_build_object('kind', f.kind, 'value', f.value ->> 'value', 'use', f.value ->> 'use', 'since', f.first_at, 'goneAt', f.gone_at,
      'old', coalesce(f.value ->> 'use' = 'old', false) or coalesce(f.value ->> 'until' < to_char(app_now(), 'YYYY-MM-DD'), false)) order by f.first_at desc, f.place) filter (where f.kind in ('phone', 'email')),
    min(f.first_at)
  from patients_patient p join patients_fact f on f.patient = p.id where p.id = wanted and patients_desk_may(p.organization) $$;

create or replace function patients_keys_of_elders(organizations text[], keys bytea[], born_before date) returns table (key bytea)
  language sql stable security definer set search_path = public, pg_temp as $$
  select w.key from unnest(keys) as w (key) where exists (
    select 1 from unnest(organizations) as o (organization) cross join lateral (select e.patient from patients_key e where e.organization = o.organization and e.key = w.key limit 300) k
    join patients_patient p on p.id = k.patient where p.birth_date < born_before and patients_desk_may(o.organization)) $$;

grant execute on function patients_on_file(uuid), patients_candidates(text[], bytea[], int[], int), patients_dated_contacts(uuid), patients_keys_of_elders(text[], bytea[], date) to portico_desk;
revoke execute on function patients_on_file(uuid) from public;
grant execute on function patients_on_file(uuid) to portico_operate;

-- The desk asks registration for changes; registration and supervisors of the same organization decide them.
create policy patients_correction_desk on patients_correction for all to portico_desk
  using (organization = app_organization()) with check (organization = app_organization());
grant select, insert, update (state, reason, decided_by, decided_by_name, decided_at) on patients_correction to portico_desk;
