-- What must be kept so that somebody gets back in, and nobody else does? Addresses with their history and holds, codes and
-- links in flight, the freeze, and the wait after a lost phone. Read and written through the doors of 006.

-- The person a mailed link belongs to: neither signed in nor half: no record policy and no factor policy ever sees it.
create function accounts_recovering() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('app.recovering', true), '')::uuid $$;

alter table accounts_account
  add column frozen_at timestamptz,       -- "this was not me": nothing opens until the person proves it (R38)
  add column frozen_since timestamptz,    -- when the thing happened that they did not do: factors added since prove nothing
  add column password_by text not null default 'person' check (password_by in ('person', 'mail')), -- 'mail': by a reset link, and no factor shown since (R24)
  add column closed_into uuid,            -- two accounts of one person: this address leads to that one
  add column closed_at timestamptz;
alter table accounts_half
  add column thaw_at timestamptz,         -- a factor was shown while frozen: a new password opens the account
  add column new_secret bytea;            -- of an authenticator app about to be added after the wait, sealed

-- Every address an account is reached by, and those it was: who is told of a change (R28), and who may recover (R29, R30).
-- Only the person adds one, and proves it first; nothing that a feed brings ever gets here.
create table accounts_contact (
  id uuid primary key default gen_random_uuid(),
  person uuid not null references accounts_account on delete cascade,
  channel text not null check (channel in ('email', 'phone')),
  purpose text not null check (purpose in ('sign-in', 'second', 'code')), -- signs in; is told too; gets codes by text
  key text not null,                      -- small letters, or E.164
  shown text not null,
  proven_at timestamptz not null,
  recovery_from timestamptz not null,     -- the hold after a change ends
  recovery_until timestamptz not null default 'infinity', -- of one that was replaced: until the hold of the next ends
  ended_at timestamptz not null default 'infinity',
  replaces uuid,                          -- what a cancel brings back
  used_at timestamptz
);
create index accounts_contact_person on accounts_contact (person);
create index accounts_contact_key on accounts_contact (key);

-- The address an account is made with is proven by then.
create function accounts_keep_first_contact() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
  insert into accounts_contact (person, channel, purpose, key, shown, proven_at, recovery_from) values (new.person, 'email', 'sign-in', new.email, new.email_shown, new.created_at, new.created_at);
  return null;
end $$;
create trigger accounts_first_contact after insert on accounts_account for each row when (new.kind = 'patient') execute function accounts_keep_first_contact();

-- Codes sent by mail or text, until they are typed: one for each visit and purpose; `visit` is the hash of a cookie.
create table accounts_sent_code (
  visit bytea not null,
  purpose text not null,
  id uuid not null,
  channel text not null,
  key text not null,
  shown text not null,
  mac bytea not null,
  sent_at timestamptz not null,
  ends_at timestamptz not null,
  primary key (visit, purpose)
);
create index accounts_sent_code_ends on accounts_sent_code (ends_at);

-- Links in our mails: 256 bits, kept as SHA-256, used once.
create table accounts_link (
  hash bytea primary key,
  person uuid not null references accounts_account on delete cascade,
  kind text not null check (kind in ('reset', 'freeze', 'undo-contact', 'cancel-wait', 'undo-joining', 'desk')),
  about uuid,                             -- the contact, the wait or the account it speaks of
  since timestamptz not null,             -- when the thing it speaks of happened
  ends_at timestamptz not null,
  used_at timestamptz
);
create index accounts_link_person on accounts_link (person);
create index accounts_link_ends on accounts_link (ends_at);

-- The wait of 24 hours after a lost second factor.
create table accounts_wait (
  id uuid primary key,
  person uuid not null references accounts_account on delete cascade,
  asked_at timestamptz not null,
  opens_at timestamptz not null,
  ends_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'cancelled', 'used'))
);
create unique index accounts_wait_open on accounts_wait (person) where state = 'waiting';

-- A challenge for a passkey of somebody who did not say who they are.
create table accounts_passkey_ask (
  hash bytea primary key,
  challenge text not null,
  ends_at timestamptz not null
);

do $$ declare t text; begin
  foreach t in array array['accounts_contact', 'accounts_sent_code', 'accounts_link', 'accounts_wait', 'accounts_passkey_ask'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy accounts_owner on %I for all to current_user using (true) with check (true)', t);
    execute format('create policy accounts_operate on %I for all to portico_operate using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to portico_operate', t);
  end loop;
end $$;
insert into accounts_contact (person, channel, purpose, key, shown, proven_at, recovery_from)
  select person, 'email', 'sign-in', email, email_shown, created_at, created_at from accounts_account where kind = 'patient';

create policy accounts_own on accounts_contact for all to portico_web using (person = app_person()) with check (person = app_person());
create policy accounts_half_reads on accounts_contact for select to portico_web using (person = accounts_half_person());
create policy accounts_half_uses on accounts_contact for update to portico_web using (person = accounts_half_person()) with check (person = accounts_half_person());
grant select, insert on accounts_contact to portico_web;
grant update (ended_at, recovery_until, used_at) on accounts_contact to portico_web;

-- A page that acts for somebody writes the links of its mails; which person a link belongs to is read by its hash only.
create policy accounts_writes_links on accounts_link for insert to portico_web
  with check (person in (app_person(), accounts_half_person(), accounts_recovering()) and kind in ('freeze', 'undo-contact', 'cancel-wait', 'undo-joining'));
grant insert on accounts_link to portico_web;

create policy accounts_own on accounts_wait for select to portico_web using (person in (app_person(), accounts_half_person()));
grant select on accounts_wait to portico_web;

grant select (frozen_at, password_by), update (email, email_shown, password_by) on accounts_account to portico_web;
grant update (new_secret) on accounts_half to portico_web;

-- The second wall of the freeze: whatever a page forgets, no session begins. The share lock waits for a freeze that is on its way.
create function accounts_refuse_session() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if exists (select 1 from accounts_account a where a.person = new.person and (a.frozen_at is not null or a.closed_into is not null) for share) then
    raise exception 'no session for an account that is frozen or closed';
  end if;
  return new;
end $$;
revoke execute on function accounts_refuse_session() from public;
create trigger accounts_session_of_open_accounts before insert on accounts_session for each row execute function accounts_refuse_session();
