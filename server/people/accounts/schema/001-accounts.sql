-- Who may sign in, and with what? One account for one person. None of it is health information, and yet the web role
-- reads only the rows of the person (or of the half-signed-in person) of its own transaction; look-ups before anybody is
-- known go through the functions of 002-doors.sql.

-- Password given, second factor not yet: another setting than app.person, so that no record policy ever sees it (T12).
create function accounts_half_person() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('app.half', true), '')::uuid $$;

create table accounts_account (
  person uuid primary key,
  email text not null unique,             -- normalized: NFKC, small letters
  email_shown text not null,              -- as the person typed it
  name text not null,
  password text not null,                 -- PHC string; argon2id over the peppered password
  password_set_at timestamptz not null,
  created_at timestamptz not null,
  codes_shown bytea,                      -- fresh recovery codes, sealed, until the person says they have them
  codes_shown_until timestamptz
);

create table accounts_app (               -- authenticator app (RFC 6238)
  id uuid primary key,
  person uuid not null references accounts_account on delete cascade,
  secret bytea not null,                  -- AES-256-GCM
  last_step bigint not null,              -- each step is accepted once (RFC 6238 section 5.2)
  added_at timestamptz not null
);
create index accounts_app_person on accounts_app (person);

create table accounts_passkey (
  id text primary key,                    -- credential id, base64url
  person uuid not null references accounts_account on delete cascade,
  public_key bytea not null,
  counter bigint not null,
  transports text not null,               -- comma-separated
  agent text not null,                    -- the browser it was made with, for the list
  added_at timestamptz not null,
  used_at timestamptz
);
create index accounts_passkey_person on accounts_passkey (person);

create table accounts_recovery_code (
  person uuid not null references accounts_account on delete cascade,
  hash bytea not null,                    -- argon2id; one salt for the set, so that a try is one hash
  salt bytea not null,
  used_at timestamptz,
  primary key (person, hash)
);

create table accounts_session (
  id uuid primary key,
  hash bytea not null unique,             -- SHA-256 of the cookie (R39)
  person uuid not null references accounts_account on delete cascade,
  started_at timestamptz not null,
  touched_at timestamptz not null,
  factor_at timestamptz not null,
  ends_at timestamptz not null,
  idle_seconds integer not null,
  shared boolean not null,
  agent text not null,
  challenge text,                         -- WebAuthn, until the device answers
  new_secret bytea                        -- of an authenticator app about to be added, sealed
);
create index accounts_session_person on accounts_session (person, started_at);
create index accounts_session_ends on accounts_session (ends_at);

create table accounts_half (              -- R14 T12: another table and another cookie than the session
  hash bytea primary key,
  person uuid not null references accounts_account on delete cascade,
  started_at timestamptz not null,
  ends_at timestamptz not null,
  shared boolean not null,
  challenge text,
  next text
);
create index accounts_half_ends on accounts_half (ends_at);

-- R18: counted before the check, by key; the key is a keyed hash of what is guessed at, known to us or not.
create table accounts_try (
  key bytea primary key,
  tries integer not null,
  since timestamptz not null,
  paused_until timestamptz not null,
  pauses integer not null
);

do $$ declare t text; begin
  foreach t in array array['accounts_account', 'accounts_app', 'accounts_passkey', 'accounts_recovery_code', 'accounts_session', 'accounts_half', 'accounts_try'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    -- The functions of 002-doors.sql run as the owner, who is no superuser in production.
    execute format('create policy accounts_owner on %I for all to current_user using (true) with check (true)', t);
    execute format('create policy accounts_operate on %I for all to portico_operate using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to portico_operate', t);
    if t not in ('accounts_try', 'accounts_half') then
      execute format('create policy accounts_own on %I for all to portico_web using (person = app_person()) with check (person = app_person())', t);
    end if;
  end loop;
  foreach t in array array['accounts_account', 'accounts_app', 'accounts_passkey', 'accounts_recovery_code'] loop
    execute format('create policy accounts_half_reads on %I for select to portico_web using (person = accounts_half_person())', t);
    -- Using a factor up (its step, counter or code): the columns are granted one by one below.
    if t <> 'accounts_account' then
      execute format('create policy accounts_half_uses on %I for update to portico_web using (person = accounts_half_person()) with check (person = accounts_half_person())', t);
    end if;
  end loop;
end $$;
-- A new password ends the visits that the old one had begun.
create policy accounts_half_ended on accounts_half for all to portico_web using (person = app_person()) with check (false);
create policy accounts_half_own on accounts_half for all to portico_web using (person = accounts_half_person()) with check (person = accounts_half_person());

grant select (person, email, email_shown, name, password_set_at, created_at, codes_shown, codes_shown_until) on accounts_account to portico_web;
grant insert on accounts_account to portico_web;
grant update (password, password_set_at, codes_shown, codes_shown_until) on accounts_account to portico_web;
grant select, insert, delete on accounts_app, accounts_passkey, accounts_recovery_code to portico_web;
grant update (last_step) on accounts_app to portico_web;
grant update (counter, used_at) on accounts_passkey to portico_web;
grant update (used_at) on accounts_recovery_code to portico_web;
grant select (id, person, started_at, touched_at, factor_at, ends_at, idle_seconds, shared, agent, challenge, new_secret), insert, delete on accounts_session to portico_web;
grant update (hash, touched_at, factor_at, challenge, new_secret) on accounts_session to portico_web;
grant select, insert, delete on accounts_half to portico_web;
grant update (challenge) on accounts_half to portico_web;
