-- Who looked, when, at whose record, why? Append only: no role may update or delete, and a trigger refuses the owner too.
create table audit_event (
  patient uuid not null,                 -- whose record; the zero id when it concerns nobody's (sign-in, operator)
  at timestamptz not null,
  id uuid not null default gen_random_uuid(),
  kind text not null,                    -- closed list: ground/audit/kinds.ts
  actor uuid,                            -- the person who acted; null: nobody signed in, or the system
  actor_role text not null,              -- 'patient', 'parent', 'trusted', 'staff', 'app', 'system', 'nobody'
  actor_name text,                       -- as shown in "who looked", frozen at the time
  record uuid,
  record_kind smallint,
  count integer,                         -- how many records the answer held
  purpose text,
  outcome text not null default 'done',  -- 'done' or 'refused'
  request uuid,                          -- one id for everything a request did
  detail jsonb,
  xid xid8 not null default pg_current_xact_id(),
  primary key (patient, at, id)
);
create index audit_event_unsealed on audit_event (xid);
create index audit_event_actor on audit_event (actor, at);

-- The chain (security.md R82): one sealer, after commit, never inside the request.
create table audit_seal (
  seq bigint primary key,
  event uuid not null unique,
  event_xid xid8 not null,
  hash bytea not null,                   -- sha256(previous hash, canonical text of the event)
  sealed_at timestamptz not null
);

create function audit_refuse_change() returns trigger language plpgsql as
  $$ begin raise exception 'the audit trail is append only'; end $$;
create trigger audit_event_append_only before update or delete or truncate on audit_event for each statement execute function audit_refuse_change();
create trigger audit_seal_append_only before update or delete or truncate on audit_seal for each statement execute function audit_refuse_change();

alter table audit_event enable row level security;
alter table audit_event force row level security;
create policy audit_insert on audit_event for insert to portico_web, portico_feed, portico_job, portico_operate with check (true);
create policy audit_seal_reads on audit_event for select to portico_sealer, portico_operate using (true);
-- The policy that lets a patient read who looked at their own record is in access (it knows whose it is).
grant insert on audit_event to portico_web, portico_feed, portico_job, portico_operate;
grant select on audit_event to portico_web, portico_sealer, portico_operate;
grant select, insert on audit_seal to portico_sealer;
grant select on audit_seal to portico_operate;
