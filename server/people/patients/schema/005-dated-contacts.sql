-- Since when is a phone number or an address on file? For the sign-up, which trusts no contact that came in a moment ago (T13).
-- Newest first; `here_since` is the day the chart itself came. One row, also for a chart that is not there.
create function patients_dated_contacts(wanted uuid) returns table (contacts jsonb, here_since timestamptz)
  language sql stable security definer set search_path = public, pg_temp as $$
  select jsonb_agg(jsonb_build_object('kind', f.kind, 'value', f.value ->> 'value', 'use', f.value ->> 'use', 'since', f.first_at, 'goneAt', f.gone_at,
      'old', coalesce(f.value ->> 'use' = 'old', false) or coalesce(f.value ->> 'until' < to_char(app_now(), 'YYYY-MM-DD'), false)) order by f.first_at desc, f.place) filter (where f.kind in ('phone', 'email')),
    min(f.first_at)
  from patients_fact f where f.patient = wanted $$;

-- Which of these keys belong also to somebody born before a day? A young person's phone that is a parent's too (T6).
create function patients_keys_of_elders(organizations text[], keys bytea[], born_before date) returns table (key bytea)
  language sql stable security definer set search_path = public, pg_temp as $$
  select w.key from unnest(keys) as w (key) where exists (
    select 1 from unnest(organizations) as o (organization) cross join lateral (select e.patient from patients_key e where e.organization = o.organization and e.key = w.key limit 300) k
    join patients_patient p on p.id = k.patient where p.birth_date < born_before) $$;

revoke execute on function patients_dated_contacts(uuid), patients_keys_of_elders(text[], bytea[], date) from public;
grant execute on function patients_dated_contacts(uuid), patients_keys_of_elders(text[], bytea[], date) to portico_web, portico_operate;
