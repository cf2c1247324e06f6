-- Release: facts of the record, decided when something changes and kept here; facts of the viewer are decided at each read
-- by the policies below. A delay that ends needs no job: every row says from when it may be told and shown.
create table release_policy (
  id integer primary key generated always as identity,
  organization text not null references directory_organization,
  version integer not null,
  rules jsonb not null,                   -- contract/release-policy.ts
  made_at timestamptz not null,
  building boolean not null,              -- worked out beside the one that rules; every change is decided under it too
  unique (organization, version)
);
-- The version that rules from an instant on: one row makes a whole organization change.
create table release_active (
  organization text not null references directory_organization,
  active_from timestamptz not null,
  policy integer not null references release_policy,
  primary key (organization, active_from)
);

create table release_hold (               -- withheld by staff, on a named basis, with an end
  id uuid primary key,
  patient uuid not null,
  record uuid,                            -- null: every record of the kinds
  kinds bigint not null,
  basis text not null check (length(basis) > 0),
  tell text not null check (tell in ('full', 'kind', 'silent')),
  who_to_ask text,
  placed_at timestamptz not null,
  review_at timestamptz not null,         -- ends here unless renewed
  ended_at timestamptz not null default 'infinity'
);
create index release_hold_patient on release_hold (patient);

create table release_wish (               -- the patient's own: wait until my doctor has called, but no longer than N days
  id uuid primary key,
  patient uuid not null,
  kinds bigint not null,
  caller text,                            -- "Dr. Okafor"
  at_most_days smallint not null check (at_most_days between 1 and 30),
  made_at timestamptz not null,
  ended_at timestamptz not null default 'infinity'
);
create index release_wish_patient on release_wish (patient);

create table release_call (               -- the call was made, or the patient asked to see it now
  patient uuid not null,
  record uuid not null,
  done_at timestamptz not null,
  primary key (patient, record)
);

create table release_ledger (
  patient uuid not null,
  policy integer not null references release_policy,
  kind smallint not null,
  filed timestamptz not null,
  record uuid not null,
  visit uuid,
  labels integer not null,
  silent_until timestamptz not null,      -- before this instant nobody is told anything
  kind_until timestamptz not null,        -- before this one only that something of its kind waits (>= silent_until)
  visible_from timestamptz not null,      -- before this one its name and the reason (>= kind_until); then it is shown
  reason text,                            -- why it waits, or 'removed'; null: it never waited
  basis text,
  who text,
  received_at timestamptz not null,
  removed_at timestamptz,                 -- the source took it back (reason 'removed')
  source text not null,
  card jsonb not null,
  search text not null,
  primary key (patient, policy, kind, filed, record),
  check (silent_until <= kind_until and kind_until <= visible_from)
);
-- What waits, or ever waited, of a chart: few rows among many.
create index release_ledger_waits on release_ledger (patient, visible_from) where visible_from > '-infinity';

-- The rows of which only the kind is told: no name, no id can be read from here by the web role. The reason and the basis are
-- those of the wait that tells the kind, never of another one that would say more.
create table release_waiting (
  patient uuid not null,
  policy integer not null references release_policy,
  record uuid not null,
  kind smallint not null,
  labels integer not null,
  silent_until timestamptz not null,
  kind_until timestamptz not null,
  reason text not null,
  basis text,
  primary key (patient, policy, record)
);

-- The versions that rule now for the organizations within reach; a null in it matches nothing. Kept for the transaction, as
-- what is within reach is (access_recall).
create function release_policies() returns integer[] language plpgsql stable as $$
declare
  at timestamptz := public.app_now();
  asked text := concat(current_setting('app.now', true), '|', public.access_organizations());
begin
  if current_setting('app.policies_for', true) is distinct from asked then
    perform set_config('app.policies', array(select (select a.policy from public.release_active a where a.organization = o and a.active_from <= at order by a.active_from desc limit 1)
      from unnest(public.access_organizations()) as o)::text, true);
    perform set_config('app.policies_for', asked, true);
  end if;
  return current_setting('app.policies')::integer[];
end $$;
create function release_forget() returns trigger language plpgsql as $$ begin
  perform set_config('app.policies_for', '', true);
  return null;
end $$;
create trigger release_forgets after insert or update or delete on release_active for each statement execute function release_forget();

do $$ declare t text; begin
  foreach t in array array['release_ledger', 'release_waiting', 'release_hold', 'release_wish', 'release_call'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy release_works on %I for all to portico_feed, portico_operate using (true) with check (true)', t);
  end loop;
end $$;

-- Each `(select …)` runs once per statement; patient and policy are index conditions (performance.md).
-- Only staff act under an opening, and they see what waits as well; silent or not, they must not act on half a chart.
create policy release_told on release_ledger for select to portico_web, portico_job using (
  patient = any ((select access_patients())::uuid[])
  and policy = any ((select release_policies())::integer[])
  and (kind_until <= (select app_now()) or (select app_opening()) is not null)
  and (patient = any ((select access_whole())::uuid[])
    or exists (select 1 from unnest((select access_limits())::access_limit[]) r
      where r.patient = release_ledger.patient and (r.kinds >> release_ledger.kind) & 1 = 1 and (r.hidden & release_ledger.labels) = 0))
);
create policy release_kind_told on release_waiting for select to portico_web, portico_job using (
  patient = any ((select access_patients())::uuid[])
  and policy = any ((select release_policies())::integer[])
  and silent_until <= (select app_now()) and (select app_now()) < kind_until and (select app_opening()) is null
  and (patient = any ((select access_whole())::uuid[])
    or exists (select 1 from unnest((select access_limits())::access_limit[]) r
      where r.patient = release_waiting.patient and (r.kinds >> release_waiting.kind) & 1 = 1 and (r.hidden & release_waiting.labels) = 0))
);
-- Bodies: only what the ledger shows now (or staff of the organization, who see what waits).
create policy release_reads on store_record for select to portico_web, portico_job using (
  patient = any ((select access_patients())::uuid[])
  and exists (select 1 from release_ledger l where l.patient = store_record.patient and l.kind = store_record.kind and l.filed = store_record.filed and l.record = store_record.id
    and (l.visible_from <= (select app_now()) or (select app_opening()) is not null))
);

-- What a card tells of a record that waits: that it is, when and where from; nothing of what it found. A function, so that the
-- statements of every page do not carry it along.
create function release_told_card(card jsonb) returns jsonb language plpgsql immutable parallel safe as $$ begin
  return jsonb_strip_nulls(jsonb_build_object('name', card -> 'name', 'code', card -> 'code', 'system', card -> 'system', 'date', card -> 'date', 'endDate', card -> 'endDate',
    'who', card -> 'who', 'whoRole', card -> 'whoRole', 'place', card -> 'place', 'organization', card -> 'organization', 'status', card -> 'status',
    'of', card -> 'of', 'expected', card -> 'expected', 'taken', card -> 'taken'));
end $$;

-- SQL doors for chart. A record that waits is named and its reason told; what it found (values, flags, words) is not, except to
-- staff, who see what waits. Once shown, nothing tells that it waited or why.
create view release_out with (security_invoker = true) as
  select patient, kind, filed, record, visit, labels, visible_from <= (select app_now()) as shown, visible_from,
    case when visible_from > (select app_now()) then reason end as reason,
    case when visible_from > (select app_now()) then basis end as basis,
    case when visible_from > (select app_now()) then who end as who,
    received_at, removed_at, source,
    case when visible_from <= (select app_now()) or (select app_opening()) is not null then card else release_told_card(card) end as card,
    case when visible_from <= (select app_now()) or (select app_opening()) is not null then search else lower(card ->> 'name') end as search
  from release_ledger;
create view release_kind_waits with (security_invoker = true) as
  select patient, kind, reason, basis, count(*)::int as count from release_waiting group by patient, kind, reason, basis;
create view release_body with (security_invoker = true) as
  select s.patient, s.id as record, s.kind, s.body, s.delivery_name, s.delivered_at, s.source from store_out s;

grant select on release_policy, release_active, release_out, release_kind_waits, release_body, release_ledger to portico_web, portico_job;
grant select (patient, policy, kind, labels, silent_until, kind_until, reason, basis) on release_waiting to portico_web, portico_job;
grant select on release_wish to portico_web;
grant select, insert, update, delete on release_ledger, release_waiting to portico_feed, portico_operate;
grant select, insert, update on release_policy, release_active, release_hold, release_wish, release_call to portico_operate, portico_feed;
create policy release_own_wish on release_wish for select to portico_web using (patient in (select patient from access_reach where relation = 'self'));
