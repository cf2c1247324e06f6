-- How do sources send, what did they send, and what became of it? Whatever arrives is committed as it came before anything else happens.
create table inbound_feed (
  id text primary key references directory_source,
  organization text not null references directory_organization,
  route text not null check (route in ('mllp', 'fhir', 'files')),
  authorities text[] not null,           -- who gives this organization's record numbers; empty: every record number is its own
  opens_charts text not null check (opens_charts in ('registration', 'any')),
  space text not null,                   -- whose ids its things have: its own, or those of another way out of the same system
  charset text,
  time_zone text,                        -- of times without a zone; null: the organization's
  paused boolean not null default false, -- what comes is kept and waits
  made_at timestamptz not null,
  ended_at timestamptz,                  -- nothing is taken in any more
  check (id like organization || ':%')
);
create index inbound_feed_of on inbound_feed (organization, id);

-- By what does a sender prove to be this feed? A token for FHIR pushes; a client certificate or the sender's address for MLLP.
create table inbound_credential (
  id uuid primary key,
  feed text not null references inbound_feed,
  kind text not null check (kind in ('token', 'certificate', 'address')),
  digest bytea,                          -- SHA-256 of the token, or of the certificate (DER)
  address cidr,
  made_at timestamptz not null,
  ended_at timestamptz,
  check ((kind = 'address') = (address is not null) and (kind = 'address') = (digest is null))
);
create unique index inbound_credential_digest on inbound_credential (kind, digest) where digest is not null and ended_at is null;
create index inbound_credential_of on inbound_credential (feed);

-- Staff said whose something is. Dated: an ended link files nothing any more, and what came by it is gone from the chart.
create table inbound_link (
  id uuid primary key,
  organization text not null,
  space text not null,
  whom text not null,                    -- as the source names somebody: a number with who gave it, an id, or one message
  patient uuid not null,
  reason text not null check (length(reason) between 1 and 500),
  made_at timestamptz not null,
  made_by uuid,
  made_by_name text not null,
  ended_at timestamptz,
  ended_by uuid,
  ended_by_name text,
  ended_reason text check (length(ended_reason) between 1 and 500),
  check ((ended_at is null) = (ended_reason is null))
);
create unique index inbound_link_now on inbound_link (organization, space, whom) where ended_at is null;

create table inbound_message (
  feed text not null references inbound_feed,
  id bigint generated always as identity,
  organization text not null,
  received_at timestamptz not null,
  form text not null check (form in ('hl7v2', 'fhir', 'ccda')),
  name text not null,                    -- MSH-10, or the name of a file
  kind text not null,                    -- "ORU^R01", "transaction"
  sent_at timestamptz,                   -- as its sender dates it
  sha256 bytea not null,
  size integer not null,
  state text not null check (state in ('waiting', 'done', 'same', 'parked', 'unplaced', 'set-aside')),
  same_as bigint,                        -- the message with the same bytes that was here before
  reasons text[] not null default '{}',  -- closed lists: refused-file.ts and `fault` of parked, contract/message-states.ts of unplaced ones
  detail jsonb,                          -- of parked ones: line, what was found; of a fault: where, never what it was about
  whom jsonb,                            -- of unplaced ones: who it is said to be, to be laid beside a chart
  awaits text[] not null default '{}',   -- of unplaced ones: the numbers and ids whose registration would decide
  overlook boolean not null default false, -- staff said that what speaks against it is no contradiction
  set_aside text,                        -- why it stays out
  decided_by_name text,
  tries smallint not null default 0,
  due_at timestamptz,                    -- after a fault: not before
  done_at timestamptz,
  delivery uuid,                         -- what it became (store)
  links uuid[] not null default '{}',    -- by which something of it came into a chart
  mapping smallint,                      -- version of the mapping that read it last
  primary key (feed, id)
);
create index inbound_message_queue on inbound_message (feed, id) where state = 'waiting';
create unique index inbound_message_once on inbound_message (feed, sha256) where state <> 'same';
create index inbound_message_open on inbound_message (organization, state, feed, id) where state in ('parked', 'unplaced');
create index inbound_message_awaits on inbound_message using gin (awaits) where state = 'unplaced';
create index inbound_message_links on inbound_message using gin (links) where links <> '{}';
create index inbound_message_delivery on inbound_message (delivery) where delivery is not null;

-- The bytes, apart: what becomes of a message is written often, they are written once. One statement writes both (messages.ts), and nobody
-- may delete either: a foreign key would only look for what was written a moment before, for every message that waits for its answer.
create table inbound_raw (
  feed text not null,
  id bigint not null,
  bytes bytea not null,
  primary key (feed, id)
);

-- How far have records been made anew by the mappings of today?
create table inbound_reread (
  form text not null,
  mapping smallint not null,
  after_patient uuid not null,
  begun_at timestamptz not null,
  done_at timestamptz,
  primary key (form, mapping)
);

do $$ declare t text; begin
  foreach t in array array['inbound_feed', 'inbound_credential', 'inbound_link', 'inbound_message', 'inbound_raw', 'inbound_reread'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy inbound_works on %I for all to portico_feed, portico_operate using (true) with check (true)', t);
    execute format('create policy inbound_door on %I for select to current_user using (true)', t);
  end loop;
  -- Staff see what their organization's sources sent: that it came, what became of it and why, never the bytes.
  foreach t in array array['inbound_feed', 'inbound_link', 'inbound_message'] loop
    execute format('create policy inbound_desk on %I for select to portico_desk using (organization = app_organization())', t);
  end loop;
end $$;
-- The role that listens takes messages in; who may send is for operators, and for administrators at their own organization.
grant select on inbound_feed, inbound_credential to portico_feed;
grant select, insert, update on inbound_link, inbound_message, inbound_reread to portico_feed;
grant select, insert on inbound_raw to portico_feed;
grant select, insert, update on inbound_feed, inbound_credential, inbound_link, inbound_message, inbound_reread to portico_operate;
grant select on inbound_raw to portico_operate;
grant select on inbound_feed, inbound_link, inbound_message to portico_desk;
create policy inbound_desk_adds on inbound_feed for insert to portico_desk with check (organization = app_organization() and app_role('administrator'));
create policy inbound_desk_changes on inbound_feed for update to portico_desk using (organization = app_organization() and app_role('administrator')) with check (organization = app_organization() and app_role('administrator'));
grant insert on inbound_feed to portico_desk;
grant update (authorities, opens_charts, charset, time_zone, paused, ended_at) on inbound_feed to portico_desk;
create policy inbound_desk_lets_in on inbound_credential for insert to portico_desk
  with check (app_role('administrator') and exists (select 1 from inbound_feed f where f.id = feed and f.organization = app_organization()));
create policy inbound_desk_shuts_out on inbound_credential for update to portico_desk
  using (app_role('administrator') and exists (select 1 from inbound_feed f where f.id = feed and f.organization = app_organization()));
create policy inbound_desk_lists on inbound_credential for select to portico_desk
  using (app_role('administrator') and exists (select 1 from inbound_feed f where f.id = feed and f.organization = app_organization()));
grant insert, update (ended_at), select (id, feed, kind, address, made_at, ended_at) on inbound_credential to portico_desk;

-- The bytes as they came: for operators, and for the records office and administrators of the organization it was sent to. Whoever calls
-- it writes a line of the trail in the same transaction.
create function inbound_bytes(of_feed text, of_id bigint) returns bytea language sql stable security definer set search_path = public, pg_temp as $$
  select r.bytes from inbound_message m join inbound_raw r on r.feed = m.feed and r.id = coalesce(m.same_as, m.id)
  where m.feed = of_feed and m.id = of_id
    and (session_user::text <> 'portico_desk' or (m.organization = app_organization() and (app_role('records-office') or app_role('administrator')))) $$;
revoke execute on function inbound_bytes(text, bigint) from public;
grant execute on function inbound_bytes(text, bigint) to portico_desk, portico_operate;
