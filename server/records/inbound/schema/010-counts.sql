-- The ledger of counts. What was received is written here in the transaction that takes it in, and never changed: a line that is taken
-- back has a second line against it. What is there is counted from the rows themselves, whenever somebody asks; the two must agree.
create table inbound_count (
  id bigint generated always as identity primary key,
  organization text not null references directory_organization,
  source text not null,                  -- not always one that is known: the first file of a source may be refused
  delivery uuid,                         -- null: a file that was refused whole
  patient uuid not null,                 -- the zero id: nobody's
  type text not null,                    -- as sent: the type of resource, 'file' of refused ones
  outcome text not null check (outcome in ('record', 'part', 'duplicate', 'version', 'reference', 'left-out', 'empty', 'again', 'refused')),
  reason text not null default '',       -- of what was left out or refused
  count integer not null,                -- negative: taken back
  counted_at timestamptz not null
);
create index inbound_count_of on inbound_count (organization, counted_at);
create index inbound_count_delivery on inbound_count (delivery) where delivery is not null;

-- What the last look at an organization found, by source, day and kind: both sides, so that a page need not count anew.
create table inbound_balance (
  organization text not null references directory_organization,
  source text not null,
  day date not null,
  side text not null check (side in ('received', 'shown')),
  kind text not null,                    -- received: type as sent; shown: kind of record
  counts jsonb not null,                 -- words/en/counts.ts has the names
  off boolean not null,                  -- the two sides do not agree
  checked_at timestamptz not null,
  primary key (organization, source, day, side, kind)
);

-- Open alarms: since when something does not add up. Closed by a look at the whole organization that finds it in order again.
create table inbound_alarm (
  organization text not null references directory_organization,
  source text not null references directory_source,
  side text not null,
  day date not null,
  kind text not null,
  noticed_at timestamptz not null,
  primary key (source, side, day, kind)
);

do $$ declare t text; begin
  foreach t in array array['inbound_count', 'inbound_balance', 'inbound_alarm'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy inbound_works on %I for all to portico_feed, portico_operate using (true) with check (true)', t);
  end loop;
end $$;
grant select, insert on inbound_count to portico_feed, portico_operate;
grant select, insert, update, delete on inbound_balance, inbound_alarm to portico_operate;
-- Numbers without anybody: staff see those of their organization, the watch over what works sees that there is an alarm.
create policy inbound_desk on inbound_balance for select to portico_desk using (organization = app_organization());
create policy inbound_watch on inbound_alarm for select to portico_job using (true);
grant select on inbound_balance to portico_desk;
grant select on inbound_alarm to portico_job;
