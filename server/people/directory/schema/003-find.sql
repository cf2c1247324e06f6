-- Which places use another portal, what was typed into the finder, who has read that their hospital became another, and what was changed by whom?

-- Who may administer an organization that was made by another one's administrator; null: only its own.
alter table directory_organization add column parent text references directory_organization check (parent <> id);

-- A place of the wider directory. `imported` holds what each list says of it, by the list's name; `corrected` what people here know better.
-- An import writes the first and never the second.
create table directory_entry (
  id uuid primary key,
  imported jsonb not null default '{}',
  corrected jsonb,
  held text check (held in ('no-name', 'mixed-alphabets', 'like-official', 'removed')),   -- kept, and not found
  confirmed_by text,
  confirmed_at timestamptz,
  imported_at timestamptz,
  change bigint not null                 -- directory_change.number when it was last written
);
create index directory_entry_change on directory_entry (change);
-- What a list calls it by: an identifier, an address of its own, a name at a place. A second import finds the entry by any of them.
create table directory_entry_key (
  key text primary key,
  entry uuid not null references directory_entry
);
create index directory_entry_key_of on directory_entry_key (entry);
grant select on directory_entry to portico_web, portico_job, portico_operate;
grant select on directory_entry_key to portico_operate;
grant insert, update on directory_entry, directory_entry_key to portico_operate;

-- What was typed, for two hours, under an id that cannot be guessed: it never enters an address. Of a pasted e-mail or bill only
-- what was found by it is kept. Nobody reads the table; the two functions are its door.
create table directory_kept (
  id uuid primary key,
  words text check (length(words) <= 200),
  clue jsonb,
  made_at timestamptz not null,
  check ((words is null) <> (clue is null))
);
create index directory_kept_made on directory_kept (made_at);
alter table directory_kept enable row level security;
alter table directory_kept force row level security;
create policy directory_kept_door on directory_kept for all to current_user using (true) with check (true);
create policy directory_kept_purge on directory_kept for all to portico_operate using (made_at <= app_now() - interval '2 hours');
grant select, delete on directory_kept to portico_operate;

create function directory_keep(id uuid, words text, clue jsonb) returns void language sql security definer set search_path = public, pg_temp as
  $$ insert into directory_kept (id, words, clue, made_at) values ($1, $2, $3, app_now()) $$;
create function directory_kept_of(wanted uuid) returns table (words text, clue jsonb) language sql stable security definer set search_path = public, pg_temp as
  $$ select k.words, k.clue from directory_kept k where k.id = wanted and k.made_at > app_now() - interval '2 hours' $$;
revoke execute on function directory_keep(uuid, text, jsonb), directory_kept_of(uuid) from public;
grant execute on function directory_keep(uuid, text, jsonb), directory_kept_of(uuid) to portico_web;

-- "St. Brigid's is now Lakeside. Nothing is lost." is said on the home page until its reader puts it away.
create table directory_merger_read (
  merger uuid not null,
  person uuid not null,
  at timestamptz not null,
  primary key (person, merger)
);
alter table directory_merger_read enable row level security;
alter table directory_merger_read force row level security;
create policy directory_merger_read_own on directory_merger_read for all to portico_web using (person = app_person()) with check (person = app_person());
grant select, insert on directory_merger_read to portico_web;

-- Each change made on a page, whole before and after, so that it can be undone. `subject` says what of which organization, or which entry.
create table directory_edit (
  id uuid primary key,
  organization text,                     -- whose; null: an entry of the wider directory
  subject text not null,
  before jsonb,
  after jsonb,
  at timestamptz not null,
  by_name text not null,
  undone_at timestamptz
);
create index directory_edit_of on directory_edit (organization, at desc, id);
grant select, insert, update on directory_edit to portico_operate;
