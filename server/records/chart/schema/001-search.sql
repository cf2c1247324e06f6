-- What was typed into the find box: kept a day under an opaque id, so that words never enter an address.
create table chart_search (
  id uuid primary key,
  person uuid not null,
  words text not null check (length(words) <= 300),
  day_from date,
  day_to date,
  kind smallint,
  made_at timestamptz not null
);
create index chart_search_person on chart_search (person, made_at);
alter table chart_search enable row level security;
alter table chart_search force row level security;
create policy chart_search_own on chart_search for all to portico_web using (person = app_person()) with check (person = app_person());
grant select, insert, delete on chart_search to portico_web;
-- The purge (role operate) ends the words of people who never search again.
create policy chart_search_purge on chart_search for all to portico_operate using (made_at <= app_now() - interval '24 hours');
grant select, delete on chart_search to portico_operate;
