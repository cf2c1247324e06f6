-- What does not work, since when, and what is planned? Recorded when it changes, so that the history is what happened. Public facts.

-- One row for each time something stopped; open while ended_at is null.
create table directory_incident (
  id uuid primary key,
  what text not null check (what in ('everything', 'sign-in', 'mail', 'texts', 'records', 'source')),
  source text references directory_source,   -- for what = 'source'
  began_at timestamptz not null,
  ended_at timestamptz,
  check ((what = 'source') = (source is not null)),
  check (ended_at >= began_at)
);
-- Two processes that notice the same thing write it once.
create unique index directory_incident_open on directory_incident (what, coalesce(source, '')) where ended_at is null;
create index directory_incident_newest on directory_incident (began_at desc);

-- How long may a source be silent before that is trouble? No row: nobody expects anything by the clock (files brought by hand).
create table directory_source_pace (
  source text primary key references directory_source,
  late_after_minutes integer not null check (late_after_minutes between 5 and 100000)
);

-- Planned work, announced by operators (organization null: the whole site) or by an organization's administrators.
create table directory_closure (
  id uuid primary key,
  organization text references directory_organization,
  begins_at timestamptz not null,
  ends_at timestamptz not null,
  affects text[] not null check (affects <@ array['everything', 'sign-in', 'mail', 'texts', 'records'] and cardinality(affects) > 0),
  announced_at timestamptz not null,
  announced_by text not null,               -- a name: staff, or the operator
  called_off_at timestamptz,                -- it did not come, or was over sooner
  check (begins_at < ends_at)
);
create index directory_closure_ends on directory_closure (ends_at);

alter table directory_closure enable row level security;
alter table directory_closure force row level security;
create policy directory_owner on directory_closure for all to current_user using (true) with check (true);
create policy directory_read on directory_closure for select to portico_web, portico_feed, portico_job, portico_desk, portico_operate using (true);
create policy directory_operate on directory_closure for all to portico_operate using (true) with check (true);

grant select on directory_incident, directory_source_pace to portico_web, portico_feed, portico_job, portico_desk, portico_operate;
grant insert, update on directory_incident to portico_job;
grant insert, update, delete on directory_source_pace to portico_operate;
grant select on directory_closure to portico_web, portico_feed, portico_job, portico_desk, portico_operate;
grant insert, update on directory_closure to portico_operate;

-- An administrator announces for where they work, never for others or for the whole site.
create policy directory_desk_announces on directory_closure for insert to portico_desk with check (organization = app_organization());
create policy directory_desk_calls_off on directory_closure for update to portico_desk using (organization = app_organization()) with check (organization = app_organization());

grant insert on directory_closure to portico_desk;
grant update (called_off_at) on directory_closure to portico_desk;
