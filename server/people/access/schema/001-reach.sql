-- Who may reach whose record? Dated links and grants; access_reach answers for the person of this transaction, live.
create table access_link (                -- this patient is me
  person uuid not null,
  patient uuid not null references patients_patient,
  valid_from timestamptz not null,
  valid_until timestamptz not null default 'infinity',
  proven_by text not null,                -- 'letter', 'desk', 'demo', ...
  primary key (person, patient, valid_from)
);
create index access_link_patient on access_link (patient);

create table access_grant (               -- this person may act for that patient
  id uuid primary key,
  person uuid not null,
  patient uuid not null references patients_patient,
  relation text not null check (relation in ('parent', 'trusted')),
  kinds bigint not null,                  -- mask over record kinds; -1: all
  hidden integer not null,                -- mask over labels never shown under this grant
  valid_from timestamptz not null,
  valid_until timestamptz not null default 'infinity',
  revoked_at timestamptz not null default 'infinity'
);
create index access_grant_person on access_grant (person);
create index access_grant_patient on access_grant (patient);

create table access_staff (
  person uuid not null,
  organization text not null references directory_organization,
  role text not null check (role in ('front-desk', 'records-office', 'clinician')),
  valid_from timestamptz not null,
  valid_until timestamptz not null default 'infinity',
  primary key (person, organization, role, valid_from)
);

create table access_opening (             -- staff opened a chart, with a reason
  id uuid primary key,
  person uuid not null,
  patient uuid not null references patients_patient,
  reason text not null check (length(reason) > 0),
  opened_at timestamptz not null,
  valid_until timestamptz not null
);
create index access_opening_patient on access_opening (patient);

create table access_app_grant (           -- a person let an app read on their behalf
  id uuid primary key,
  person uuid not null,
  patient uuid not null references patients_patient,
  kinds bigint not null,
  hidden integer not null,
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  revoked_at timestamptz not null default 'infinity'
);
create index access_app_grant_patient on access_app_grant (patient);
create index access_app_grant_person on access_app_grant (person);
grant select on access_link, access_grant, access_staff, access_opening, access_app_grant to portico_web, portico_job, portico_feed, portico_operate;
grant insert, update on access_link, access_grant, access_staff, access_opening, access_app_grant to portico_operate;
grant insert on access_link to portico_web;

-- The two functions below run as their owner: the web role needs no look at anybody's links or at who is alike, and they answer
-- only for the person, opening or app of this transaction. Functions, because they keep their plan: as views they would be
-- planned anew inside every statement of every page. All names are written out and the path is fixed: nothing of the caller's
-- can stand for ours.

-- The person's own reach, as themselves, as a parent or as a trusted person. Age is counted in the organization's time zone:
-- the rules change at midnight of the birthday there (born on Feb 29: on March 1 of other years).
create function access_own_reach(me uuid, at timestamptz)
  returns table (patient uuid, organization text, relation text, kinds bigint, hidden integer, limited_by_age boolean)
  language plpgsql stable security definer rows 4 set search_path = public, pg_temp as $$ begin
  return query
  select aged.member, aged.organization, aged.relation,
    case when aged.relation = 'parent' and aged.years >= aged.teen_from then aged.kinds & aged.parent_teen_kinds else aged.kinds end,
    case when aged.relation = 'parent' and aged.years >= aged.teen_from then aged.hidden | aged.parent_teen_hidden else aged.hidden end,
    aged.relation = 'parent' and aged.years >= aged.teen_from
  from (
    select a.member, a.organization, h.relation, h.kinds, h.hidden, r.teen_from, r.adult_from, r.parent_teen_kinds, r.parent_teen_hidden,
      extract(year from age((at at time zone o.time_zone)::date::timestamp, a.birth_date::timestamp)) as years
    from (
      select l.patient, 'self' as relation, -1::bigint as kinds, 0 as hidden from public.access_link l
        where l.person = me and l.valid_from <= at and at < l.valid_until
      union all
      select g.patient, g.relation, g.kinds, g.hidden from public.access_grant g
        where g.person = me and g.valid_from <= at and at < least(g.valid_until, g.revoked_at)
    ) h
    join public.patients_alike a on a.patient = h.patient and a.valid_from <= at and at < a.valid_until
    join public.directory_organization o on o.id = a.organization
    cross join lateral (select d.teen_from, d.adult_from, d.parent_teen_kinds, d.parent_teen_hidden from public.directory_age_rule d
      where d.organization = a.organization and d.valid_from <= at order by d.valid_from desc limit 1) r
    offset 0 -- the years are worked out once for each chart, not at each use
  ) aged
  where (aged.relation = 'self' and aged.years >= aged.teen_from) or (aged.relation = 'parent' and aged.years < aged.adult_from) or aged.relation = 'trusted';
end $$;
revoke execute on function access_own_reach from public;

-- What this transaction may reach: the person's own, or one chart staff opened with a reason, or what an app was let into.
-- kinds = -1: all; hidden: mask over labels not shown; unreleased: staff of the organization also see what waits.
create function access_reaching()
  returns table (patient uuid, organization text, relation text, kinds bigint, hidden integer, limited_by_age boolean, unreleased boolean)
  language plpgsql stable security definer rows 4 set search_path = public, pg_temp as $$
declare
  me uuid := public.app_person();
  at timestamptz := public.app_now();
  opening uuid := public.app_opening();
  app uuid := public.app_app();
begin
  if opening is null and app is null then
    return query select r.patient, r.organization, r.relation, r.kinds, r.hidden, r.limited_by_age, false from public.access_own_reach(me, at) r;
  elsif app is null then
    return query select a.member, a.organization, 'staff', -1::bigint, 0, false, true
      from public.access_opening o
      join public.patients_alike a on a.patient = o.patient and a.valid_from <= at and at < a.valid_until
      where o.id = opening and o.person = me and o.opened_at <= at and at < o.valid_until
        and exists (select 1 from public.access_staff s where s.person = me and s.organization = a.organization
          and s.role in ('records-office', 'clinician') and s.valid_from <= at and at < s.valid_until);
  elsif opening is null then
    return query select b.patient, b.organization, 'app', b.kinds & g.kinds, b.hidden | g.hidden, b.limited_by_age, false
      from public.access_app_grant g
      join public.patients_alike a on a.patient = g.patient and a.valid_from <= at and at < a.valid_until
      join public.access_own_reach(me, at) b on b.patient = a.member
      where g.id = app and g.person = me and g.valid_from <= at and at < least(g.valid_until, g.revoked_at);
  end if;
end $$;
revoke execute on function access_reaching from public;
grant execute on function access_reaching to portico_web, portico_job;

-- Every policy of every statement of a page asks what is within reach, and for one person at one instant the answer is one: it
-- is worked out at the first question of a transaction and kept in settings of that transaction, beside what it was worked out
-- for. Who could write these settings could as well write app.person. A tie that changes in the same transaction is seen at once
-- (access_forget); one that another changes, in the next.
create type access_reached as (patient uuid, organization text, relation text, kinds bigint, hidden integer, limited_by_age boolean, unreleased boolean);
create type access_limit as (patient uuid, kinds bigint, hidden integer);
create function access_recall(what text) returns text language plpgsql stable as $$
declare
  asked text := concat(current_setting('app.now', true), '|', current_setting('app.person', true), '|', current_setting('app.opening', true), '|', current_setting('app.app', true));
begin
  if current_setting('app.reach', true) is distinct from asked then
    perform set_config('app.reach_all', coalesce(array_agg(row(r.patient, r.organization, r.relation, r.kinds, r.hidden, r.limited_by_age, r.unreleased)::public.access_reached), '{}')::text, true),
      set_config('app.reach_patients', coalesce(array_agg(r.patient), '{}')::text, true),
      set_config('app.reach_self', coalesce(array_agg(r.patient) filter (where r.relation = 'self'), '{}')::text, true),
      set_config('app.reach_whole', coalesce(array_agg(r.patient) filter (where r.kinds = -1 and r.hidden = 0), '{}')::text, true),
      set_config('app.reach_limits', coalesce(array_agg(row(r.patient, r.kinds, r.hidden)::public.access_limit) filter (where not (r.kinds = -1 and r.hidden = 0)), '{}')::text, true),
      set_config('app.reach_organizations', coalesce(array_agg(distinct r.organization), '{}')::text, true)
      from public.access_reaching() r;
    perform set_config('app.reach', asked, true);
  end if;
  return current_setting(what);
end $$;
create view access_reach with (security_invoker = true) as select r.* from unnest(access_recall('app.reach_all')::access_reached[]) r;

-- The same with the names that stand on every page.
create view access_chart with (security_barrier = true) as
  select r.patient, r.organization, r.relation, r.kinds, r.hidden, r.limited_by_age, r.unreleased, p.name, p.birth_date, p.mrn, p.deceased_on
  from access_reach r join patients_patient p on p.id = r.patient;
grant select on access_reach, access_chart to portico_web, portico_job;

-- The same as values, for policies: `any ((select access_patients())::uuid[])` is an index condition.
create function access_patients() returns uuid[] language plpgsql stable as $$ begin
  return public.access_recall('app.reach_patients')::uuid[];
end $$;
-- One's own charts.
create function access_self() returns uuid[] language plpgsql stable as $$ begin
  return public.access_recall('app.reach_self')::uuid[];
end $$;
-- Charts of which every kind and label is within reach.
create function access_whole() returns uuid[] language plpgsql stable as $$ begin
  return public.access_recall('app.reach_whole')::uuid[];
end $$;
-- The others, with what limits them.
create function access_limits() returns access_limit[] language plpgsql stable as $$ begin
  return public.access_recall('app.reach_limits')::public.access_limit[];
end $$;
create function access_organizations() returns text[] language plpgsql stable as $$ begin
  return public.access_recall('app.reach_organizations')::text[];
end $$;
create function access_forget() returns trigger language plpgsql as $$ begin
  perform set_config('app.reach', '', true);
  return null;
end $$;
do $$ declare t text; begin
  foreach t in array array['access_link', 'access_grant', 'access_staff', 'access_opening', 'access_app_grant', 'patients_alike', 'directory_age_rule', 'directory_organization'] loop
    execute format('create trigger access_forgets after insert or update or delete on %I for each statement execute function access_forget()', t);
  end loop;
end $$;

-- SQL door for release: whose policy rules a chart.
create view access_home with (security_invoker = true) as
  select member as patient, organization from patients_alike where patient = member and valid_from = '-infinity';
grant select on access_home to portico_feed, portico_operate;

-- Each person reads only their own links and grants, and only signed in.
do $$ declare t text; begin
  foreach t in array array['access_link', 'access_grant', 'access_staff', 'access_opening', 'access_app_grant'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy access_own on %I for select to portico_web, portico_job using (person = app_person())', t);
    execute format('create policy access_operate on %I for all to portico_operate using (true) with check (true)', t);
    execute format('create policy access_feed on %I for select to portico_feed using (true)', t);
    execute format('create policy access_door on %I for select to current_user using (true)', t);
  end loop;
end $$;
-- The web role links a person only to themselves, and only to the patient whose letter this transaction has proven.
create policy access_link_self on access_link for insert to portico_web with check (person = app_person() and identity_proven(patient));

-- Names of the charts within reach (patients publishes them to this policy only).
create policy access_reads on patients_patient for select to portico_web, portico_job
  using (id = any ((select access_patients())::uuid[]));

-- Who looked: the patient reads the trail of their own charts; everyone reads what they did themselves.
create policy access_reads_trail on audit_event for select to portico_web
  using (patient = any ((select access_self())::uuid[]) or actor = (select app_person()));
