-- Who wants an account and has no code? What they typed waits here, sealed, for 30 days: until a code to a contact that the
-- organization already had proves who they are, or until the desk lets them in. Then a joining goes on without a code.

-- The sign-up of this transaction; set by the functions below.
create function identity_signup_now() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('app.signup', true), '')::uuid $$;

create table identity_signup (
  id uuid primary key,
  organization text not null,
  -- States and who may change them: docs/states.md, compared by a test.
  state text not null check (state in ('begun', 'parked', 'referred', 'approved', 'proven', 'done', 'stopped')),
  visit bytea not null unique,            -- SHA-256 of the cookie
  help_index bytea not null,              -- keyed hash of the help code (R32): finds the row, tells nothing
  help_turn smallint not null,            -- which draw of the keyed code it was; the code itself is kept nowhere
  birth_index bytea,                      -- keyed hash of the typed birth date: the desk finds a row without a help code
  claim bytea,                            -- what was typed, sealed
  started_at timestamptz not null,
  asked_at timestamptz,                   -- when the newest answers were given
  ends_at timestamptz not null,
  outcome text,                           -- closed list: contract/sign-ups.ts
  patient uuid,                           -- the chart it matched, or the one the desk chose
  person bytea,                           -- name, birth date and number of that chart for the password check, sealed
  challenge uuid,                         -- the newest code; five tries
  challenge_code bytea,                   -- keyed hash of its six numbers; random bytes where none was sent
  challenge_until timestamptz,
  sent_to bytea,                          -- where it went, sealed: an address proven so need not be proven again
  stop_link bytea unique,                 -- SHA-256 of the "this was not me" link
  link bytea unique,                      -- SHA-256 of the desk's link
  link_until timestamptz,
  proven_by text check (proven_by in ('contact', 'desk')),
  proven_at timestamptz,
  done_at timestamptz,
  letter_at timestamptz                   -- asked for a letter in place of a code by phone or mail
);
create unique index identity_signup_help on identity_signup (organization, help_index);
create index identity_signup_birth on identity_signup (organization, birth_index);
create index identity_signup_ends on identity_signup (ends_at);

-- A joining rests on a code or on a sign-up.
alter table identity_joining alter code drop not null;
alter table identity_joining add column signup uuid references identity_signup on delete cascade;
alter table identity_joining add constraint identity_joining_rests check ((code is null) <> (signup is null));
create index identity_joining_signup on identity_joining (signup);

alter table identity_signup enable row level security;
alter table identity_signup force row level security;
create policy identity_owner on identity_signup for all to current_user using (true) with check (true);
create policy identity_operate on identity_signup for all to portico_operate using (true) with check (true);
grant select, insert, update, delete on identity_signup to portico_operate;
create policy identity_signup_own on identity_signup for all to portico_web using (id = identity_signup_now()) with check (id = identity_signup_now());
grant select (id, organization, state, help_turn, claim, started_at, asked_at, ends_at, outcome, patient, person, challenge, challenge_code, challenge_until, sent_to, proven_by, proven_at, done_at, letter_at), insert on identity_signup to portico_web;
grant update (state, birth_index, claim, asked_at, outcome, patient, person, challenge, challenge_code, challenge_until, sent_to, stop_link, link, proven_by, proven_at, done_at, letter_at) on identity_signup to portico_web;

-- Finds the sign-up of a cookie and makes it this transaction's.
create function identity_enter_signup(visit_hash bytea) returns setof identity_signup
  language plpgsql security definer set search_path = public, pg_temp as $$
declare s identity_signup;
begin
  select * into s from identity_signup t where t.visit = visit_hash and t.ends_at > app_now();
  if not found then return; end if;
  perform set_config('app.signup', s.id::text, true);
  return next s;
end $$;

-- The same by the desk's link, while it is good, and by the link of a notice ("this was not me").
create function identity_enter_signup_link(link_hash bytea) returns setof identity_signup
  language plpgsql security definer set search_path = public, pg_temp as $$
declare s identity_signup;
begin
  select * into s from identity_signup t where t.link = link_hash and t.state = 'approved' and t.link_until > app_now() and t.ends_at > app_now();
  if not found then return; end if;
  perform set_config('app.signup', s.id::text, true);
  return next s;
end $$;
create function identity_enter_signup_stop(link_hash bytea) returns setof identity_signup
  language plpgsql security definer set search_path = public, pg_temp as $$
declare s identity_signup;
begin
  select * into s from identity_signup t where t.stop_link = link_hash and t.ends_at > app_now();
  if not found then return; end if;
  perform set_config('app.signup', s.id::text, true);
  return next s;
end $$;

-- As before, and the sign-up it rests on becomes this transaction's too.
create or replace function identity_enter_joining(token_hash bytea) returns setof identity_joining
  language plpgsql security definer set search_path = public, pg_temp as $$
declare j identity_joining;
begin
  select * into j from identity_joining t where t.hash = token_hash and t.ends_at > app_now();
  if not found then return; end if;
  perform set_config('app.joining', encode(j.hash, 'hex'), true), set_config('app.joining_code', coalesce(j.code::text, ''), true),
    set_config('app.signup', coalesce(j.signup::text, ''), true);
  return next j;
end $$;

create or replace function identity_waiting(link_hash bytea) returns table (organization text, email text, proven boolean)
  language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(c.organization, s.organization), j.email_shown, j.proven_at is not null
  from identity_joining j left join identity_code c on c.id = j.code left join identity_signup s on s.id = j.signup
  where j.mail_link = link_hash and j.ends_at > app_now() and j.mailed_at + interval '24 hours' > app_now() $$;

-- SQL door for access: the patient of the code, or of the proven sign-up, that this transaction's joining rests on.
create or replace function identity_proven(wanted uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as
  $$ select exists (select 1 from identity_code c where c.id = identity_code_now() and c.patient = wanted and c.voided_at is null)
    or exists (select 1 from identity_signup s where s.id = identity_signup_now() and s.patient = wanted and s.state in ('proven', 'done') and s.proven_at is not null) $$;

create or replace function identity_purge() returns void language sql security definer set search_path = public, pg_temp as $$
  delete from identity_joining j where j.ends_at <= app_now();
  delete from identity_code c where c.expires_at < app_now() - interval '90 days';
  delete from identity_signup s where s.ends_at <= app_now();
$$;

-- What was proven since the backup would be proven twice: codes and links are void, the answers and the help code stay good.
create or replace function identity_restored() returns void language sql set search_path = public, pg_temp as $$
  update identity_code set voided_at = app_now() where spent_at is null and voided_at is null;
  delete from identity_joining;
  update identity_signup set challenge = null, challenge_code = null, link = null, stop_link = null,
    state = case when state in ('approved', 'proven') then 'parked' else state end, proven_by = null, proven_at = null where state <> 'done';
$$;

revoke execute on function identity_enter_signup(bytea), identity_enter_signup_link(bytea), identity_enter_signup_stop(bytea) from public;
grant execute on function identity_enter_signup(bytea), identity_enter_signup_link(bytea), identity_enter_signup_stop(bytea) to portico_web;
