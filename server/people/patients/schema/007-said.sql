-- What does registration say, and when did it say it? Field by field, so that an older message that comes late changes nothing that a
-- newer one said (HL7 2.5.1 §2.5.3.5); a field without an instant is as old as its arrival.
alter table patients_patient add column said_at jsonb not null default '{}';

-- A merge may be said by a source: `patient` is then the chart that goes on, `other` the one that ends. Of two statements about a pair the
-- later one counts, whichever comes first; a row that was ended before it began only remembers that somebody said "not the same".
alter table patients_merge add column source text, add column said_at timestamptz, add column ended_said_at timestamptz;
create index patients_merge_said on patients_merge (source, valid_from) where source is not null;

-- Which charts of an organization have one of these numbers, as their own or beside it, and what is known to compare? At most two humans for
-- each number are told: more do not change the answer.
create function patients_numbered(of_organization text, numbers text[]) returns setof jsonb language sql stable as $$
  with found as (
    select w.number, p.id, true as own from unnest(numbers) as w (number) join patients_patient p on p.organization = of_organization and p.mrn = w.number
    union all
    select w.number, f.patient, false from unnest(numbers) as w (number)
      join patients_fact f on f.kind = 'mrn' and f.value #>> '{}' = w.number and f.gone_at is null
      join patients_patient p on p.id = f.patient and p.organization = of_organization
      where not exists (select 1 from patients_patient o where o.organization = of_organization and o.mrn = w.number)
  )
  select jsonb_build_object('number', n.number, 'patient', p.id, 'mrn', p.mrn, 'birthDate', p.birth_date,
    'human', (select min(a.member::text) from patients_alike a where a.patient = p.id and a.valid_from <= app_now() and app_now() < a.valid_until),
    'names', coalesce((select jsonb_agg(jsonb_build_object('family', f.value ->> 'family', 'given', array_to_string(array(select jsonb_array_elements_text(f.value -> 'given')), ' ')))
      from patients_fact f where f.patient = p.id and f.kind = 'name'), jsonb_build_array(jsonb_build_object('family', coalesce(p.family, ''), 'given', coalesce(p.given, p.name)))))
  from (select distinct number, id from (select f.*, row_number() over (partition by f.number order by f.own desc, f.id) as nth from found f) as few where nth <= 4) n
  join patients_patient p on p.id = n.id $$;
create index patients_fact_number on patients_fact ((value #>> '{}')) where kind = 'mrn' and gone_at is null;

-- Walks only the ties of the charts it is asked about: a night in which a hospital merges thousands of charts is thousands of short walks.
create or replace function patients_regroup(touched uuid[]) returns void language sql as $$
  with recursive affected as (
    select unnest(touched) as id
    union
    select e.id from affected n cross join lateral (
      select m.other as id from patients_merge m where m.patient = n.id and m.valid_from <= app_now() and app_now() < m.valid_until
      union all select m.patient from patients_merge m where m.other = n.id and m.valid_from <= app_now() and app_now() < m.valid_until
      union all select a.member from patients_alike a where a.patient = n.id and a.valid_until = 'infinity'
    ) e
  ), wanted as (
    select id as patient, id as member from affected
    union
    select w.patient, e.id from wanted w cross join lateral (
      select m.other as id from patients_merge m where m.patient = w.member and m.valid_from <= app_now() and app_now() < m.valid_until
      union all select m.patient from patients_merge m where m.other = w.member and m.valid_from <= app_now() and app_now() < m.valid_until
    ) e
  ), closed as (
    update patients_alike a set valid_until = app_now()
    where a.patient in (select id from affected) and a.valid_until = 'infinity'
      and not exists (select 1 from wanted w where w.patient = a.patient and w.member = a.member)
  )
  insert into patients_alike (patient, member, valid_from, birth_date, organization)
    select w.patient, w.member, app_now(), p.birth_date, m.organization
    from wanted w join patients_patient p on p.id = w.patient join patients_patient m on m.id = w.member
    where not exists (select 1 from patients_alike a where a.patient = w.patient and a.member = w.member and a.valid_until = 'infinity')
    on conflict (patient, valid_from, member) do update set valid_until = 'infinity';
$$;
