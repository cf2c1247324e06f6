-- Which letters are out, and who is on the way in with one? A code is kept only as hashes; what a joining has gathered waits
-- here until its end, where account, factor, link, spent code and session are made in one transaction.

-- The joining and the code of this transaction; set by identity_enter_joining().
create function identity_joining_now() returns text language sql stable parallel safe as
  $$ select nullif(current_setting('app.joining', true), '') $$;
create function identity_code_now() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('app.joining_code', true), '')::uuid $$;

create table identity_code (
  id uuid primary key,
  patient uuid not null,
  organization text not null,
  code_index bytea not null,              -- 3 bytes of a keyed hash: finds the row, tells nothing (R32)
  hash bytea not null,                    -- argon2id over code and birth date: a wrong code and a wrong date are the same work
  square_hash bytea not null,             -- SHA-256 of the square's 128-bit token
  square_proof bytea not null,            -- argon2id over that token and the birth date
  salt bytea not null,
  sealed bytea not null,                  -- name, birth date and number for the password check, sealed
  issued_at timestamptz not null,
  expires_at timestamptz not null,
  until date not null,                    -- the last day as printed
  spent_at timestamptz,
  voided_at timestamptz
);
create unique index identity_code_open on identity_code (code_index) where spent_at is null and voided_at is null;
create unique index identity_code_square on identity_code (square_hash);
create index identity_code_patient on identity_code (patient);

create table identity_joining (
  hash bytea primary key,                 -- SHA-256 of the cookie
  code uuid not null references identity_code on delete cascade,
  started_at timestamptz not null,
  ends_at timestamptz not null,
  email text,                             -- normalized
  email_shown text,
  mail uuid,                              -- the newest mail; five tries for its numbers
  mail_link bytea,                        -- SHA-256 of the link's token
  mail_code bytea,                        -- keyed hash of the six numbers
  mailed_at timestamptz,
  proven_at timestamptz,
  password text,                          -- PHC string
  app_secret bytea,                       -- sealed, until its first code
  challenge text
);
create unique index identity_joining_link on identity_joining (mail_link);
create index identity_joining_ends on identity_joining (ends_at);

do $$ declare t text; begin
  foreach t in array array['identity_code', 'identity_joining'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy identity_owner on %I for all to current_user using (true) with check (true)', t);
    execute format('create policy identity_operate on %I for all to portico_operate using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to portico_operate', t);
  end loop;
end $$;
create policy identity_code_own on identity_code for select to portico_web using (id = identity_code_now());
create policy identity_code_spend on identity_code for update to portico_web using (id = identity_code_now()) with check (id = identity_code_now());
grant select (id, patient, organization, sealed, spent_at, voided_at) on identity_code to portico_web;
grant update (spent_at) on identity_code to portico_web;
create policy identity_joining_own on identity_joining for all to portico_web
  using (hash = decode(identity_joining_now(), 'hex')) with check (hash = decode(identity_joining_now(), 'hex'));
grant select, insert, delete on identity_joining to portico_web;
grant update (email, email_shown, mail, mail_link, mail_code, mailed_at, proven_at, password, app_secret, challenge) on identity_joining to portico_web;
