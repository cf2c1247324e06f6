-- What is on file of a chart, beside what is shown of it? Every name, contact, address and number with its use and its time. What a later
-- registration no longer has stays, dated: an old phone is a known old phone.
alter table patients_patient add column deceased boolean not null default false, add column multiple_birth boolean not null default false;

create table patients_fact (
  patient uuid not null references patients_patient,
  kind text not null check (kind in ('name', 'phone', 'email', 'address', 'mrn', 'ssn4')),
  digest bytea not null,                  -- of the value: the same fact is one row
  place smallint not null,                -- in the order of the source: the name in use comes first
  value jsonb not null,                   -- ssn4: a keyed hash, never digits
  first_at timestamptz not null,
  gone_at timestamptz,                    -- when the source stopped saying it
  primary key (patient, kind, digest)
);

-- By what may a chart be found? Keyed hashes of foldings (a phone's last digits, a birth date with the first letter of a name …): they
-- tell nothing without the installation's key. Rows are only added: a chart is found by its old facts too.
create table patients_key (
  organization text not null,
  key bytea not null,
  patient uuid not null references patients_patient,
  primary key (organization, key, patient)
);

do $$ declare t text; begin
  foreach t in array array['patients_fact', 'patients_key'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy patients_feed on %I for all to portico_feed, portico_operate using (true) with check (true)', t);
    execute format('create policy patients_door on %I for select to current_user using (true)', t);
    execute format('grant select, insert, update on %I to portico_feed, portico_operate', t);
  end loop;
end $$;

-- One chart with all that is on file of it, as contract/identity.ts has it (OnFile).
create function patients_on_file(wanted uuid) returns jsonb
  language sql stable security definer set search_path = public, pg_temp as $$
  select jsonb_build_object('patient', p.id, 'organization', p.organization, 'birthDate', p.birth_date, 'deceased', p.deceased or p.deceased_on is not null,
      'deceasedOn', p.deceased_on, 'sex', p.sex, 'multipleBirth', p.multiple_birth,
      'human', (select min(a.member::text) from patients_alike a where a.patient = p.id and a.valid_from <= app_now() and app_now() < a.valid_until),
      'mrn', p.mrn, 'facts', coalesce((select jsonb_agg(jsonb_build_object('kind', f.kind, 'value', f.value,
          'old', f.gone_at is not null or coalesce(f.value ->> 'use' = 'old', false) or coalesce(f.value ->> 'until' < to_char(app_now(), 'YYYY-MM-DD'), false))
          order by f.gone_at is not null, f.place, f.digest) from patients_fact f where f.patient = p.id), '[]'))
  from patients_patient p where p.id = wanted $$;

-- The charts that share most with these keys, at most `most`: whatever is found, the same look-ups. A key that thousands share
-- (the clinic's own phone written into their charts) is read to its cap and no further; its people are found by their other keys.
create function patients_candidates(organizations text[], keys bytea[], weights int[], most int) returns setof jsonb
  language sql stable security definer set search_path = public, pg_temp as $$
  select patients_on_file(found.patient) from (
    select k.patient from unnest(keys, weights) as w (key, weight) cross join unnest(organizations) as o (organization)
      cross join lateral (select e.patient from patients_key e where e.organization = o.organization and e.key = w.key limit 300) k
    group by k.patient order by sum(w.weight) desc, k.patient limit least(most, 60)) found $$;

revoke execute on function patients_on_file(uuid), patients_candidates(text[], bytea[], int[], int) from public;
grant execute on function patients_on_file(uuid) to portico_operate;
grant execute on function patients_candidates(text[], bytea[], int[], int) to portico_web, portico_operate;
