-- One organization's chart of one human. Records are keyed by patient for ever; a merge is a dated fact between two patients.
create table patients_patient (
  id uuid primary key,
  organization text not null references directory_organization,
  mrn text not null,
  name text not null,                    -- as the organization writes it, for showing
  family text,
  given text,
  birth_date date not null,
  deceased_on date,
  sex text,
  phone text,
  email text,
  address text,
  language text,
  updated_at timestamptz not null,
  unique (organization, mrn)
);

-- Merged charts at an instant: `member` is read together with `patient` while valid. Every patient is always its own member.
-- Kept whole (transitive) by patients_regroup(), so that readers need one indexed look.
create table patients_alike (
  patient uuid not null references patients_patient,
  member uuid not null references patients_patient,
  valid_from timestamptz not null,
  valid_until timestamptz not null default 'infinity',
  birth_date date not null,               -- of `patient`: the rules of age need it where names may not be read
  organization text not null,             -- of `member`
  primary key (patient, valid_from, member)
);

-- The facts themselves: who said that two charts are one human, when, and when that ended.
create table patients_merge (
  id uuid primary key,
  patient uuid not null references patients_patient,
  other uuid not null references patients_patient,
  valid_from timestamptz not null,
  valid_until timestamptz not null default 'infinity',
  check (patient <> other)
);
create index patients_merge_patient on patients_merge (patient);
create index patients_merge_other on patients_merge (other);

-- Every patient is its own member from the beginning, and a corrected birth date reaches the rules of age at once.
create function patients_keep_alike() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into patients_alike (patient, member, valid_from, birth_date, organization) values (new.id, new.id, '-infinity', new.birth_date, new.organization);
  elsif new.birth_date <> old.birth_date then
    update patients_alike set birth_date = new.birth_date where patient = new.id;
  end if;
  return null;
end $$;
create trigger patients_alike_kept after insert or update of birth_date on patients_patient for each row execute function patients_keep_alike();

-- Brings patients_alike to what the merges of this instant say, for every chart tied to these ones now or by the rows still open.
-- Groups are the connected charts: A with B and B with C makes A, B, C one human until one of the two ends.
create function patients_regroup(touched uuid[]) returns void language sql as $$
  with recursive tie as materialized (
    select patient, other from patients_merge where valid_from <= app_now() and app_now() < valid_until
    union select other, patient from patients_merge where valid_from <= app_now() and app_now() < valid_until
  ), affected as (
    select unnest(touched) as id
    union
    select e.id from affected n cross join lateral (
      select tie.other as id from tie where tie.patient = n.id
      union all select a.member from patients_alike a where a.patient = n.id and a.valid_until = 'infinity'
    ) e
  ), wanted as (
    select id as patient, id as member from affected
    union
    select w.patient, tie.other from wanted w join tie on tie.patient = w.member
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

-- Names and birth dates of the charts a request may reach are read through access_chart (access room); the web role has no
-- look at patients_alike: the views of access read it as their owner.
grant select, insert, update on patients_patient, patients_alike, patients_merge to portico_feed, portico_operate;
grant select on patients_patient to portico_web, portico_job;
alter table patients_alike enable row level security;
alter table patients_alike force row level security;
create policy patients_alike_feed on patients_alike for all to portico_feed, portico_operate using (true) with check (true);
create policy patients_alike_door on patients_alike for select to current_user using (true);
alter table patients_merge enable row level security;
alter table patients_merge force row level security;
create policy patients_merge_feed on patients_merge for all to portico_feed, portico_operate using (true) with check (true);
alter table patients_patient enable row level security;
alter table patients_patient force row level security;
create policy patients_feed on patients_patient for all to portico_feed, portico_operate using (true) with check (true);
create policy patients_door on patients_patient for select to current_user using (true);
