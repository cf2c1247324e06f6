-- What did a feed's sender hear a no for, at the door? Nothing of such a message is kept: only that it came, why not, and how often.
create table inbound_turned_away (
  feed text not null references inbound_feed,
  day date not null,                     -- UTC
  reason text not null,                  -- of the door: words/en/feeds.ts
  count integer not null,
  last_at timestamptz not null,
  primary key (feed, day, reason)
);
alter table inbound_turned_away enable row level security;
alter table inbound_turned_away force row level security;
create policy inbound_works on inbound_turned_away for all to portico_feed, portico_operate using (true) with check (true);
create policy inbound_desk on inbound_turned_away for select to portico_desk
  using (exists (select 1 from inbound_feed f where f.id = feed and f.organization = app_organization()));
grant select, insert, update on inbound_turned_away to portico_feed, portico_operate;
grant select on inbound_turned_away to portico_desk;
