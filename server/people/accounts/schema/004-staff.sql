-- Staff have accounts of their own, also under the same e-mail address as a patient's: an account has a kind for ever, and no
-- look-up finds one of the other kind. A patient's session opens no staff page, a staff session no record.
alter table accounts_account add column kind text not null default 'patient' check (kind in ('patient', 'staff'));
alter table accounts_account drop constraint accounts_account_email_key;
alter table accounts_account add constraint accounts_account_address unique (kind, email);
-- Where a member of staff said they work; access looks up at each request whether they do.
alter table accounts_session add column organization text;

-- Who may set up a staff account: the person an administrator named, by a link in a mail to their work address. One open
-- invitation for a person; a new one ends it. It makes the account, or (after a lost second factor) puts new keys into it.
create table accounts_invitation (
  person uuid primary key,
  email text not null unique,
  email_shown text not null,
  name text not null,
  site text not null,                     -- the organization's name, for the pages on the way
  link bytea not null unique,             -- SHA-256 of the mailed token
  visit bytea unique,                     -- SHA-256 of the cookie, once the button was pressed
  password text,                          -- PHC string, once chosen
  app_secret bytea,
  challenge text,
  ends_at timestamptz not null
);
create index accounts_invitation_ends on accounts_invitation (ends_at);
create function accounts_invited() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('app.invited', true), '')::uuid $$;

alter table accounts_invitation enable row level security;
alter table accounts_invitation force row level security;
create policy accounts_owner on accounts_invitation for all to current_user using (true) with check (true);
create policy accounts_operate on accounts_invitation for all to portico_operate using (true) with check (true);
create policy accounts_invited_own on accounts_invitation for all to portico_web using (person = accounts_invited()) with check (person = accounts_invited());
grant select, insert, update, delete on accounts_invitation to portico_operate;
grant select (person, email, email_shown, name, site, password, app_secret, challenge, ends_at), delete on accounts_invitation to portico_web;
grant update (password, app_secret, challenge) on accounts_invitation to portico_web;

-- A staff account is made by an invitation or by an operator, by nothing else the web role does.
create policy accounts_staff_invited on accounts_account as restrictive for insert to portico_web with check (kind = 'patient' or person = accounts_invited());
grant select (kind) on accounts_account to portico_web;
grant select (organization), update (organization) on accounts_session to portico_web;

-- The role desk: a member of staff in their own account, as the web role is for patients.
do $$ declare t text; begin
  foreach t in array array['accounts_account', 'accounts_app', 'accounts_passkey', 'accounts_recovery_code', 'accounts_session'] loop
    execute format('create policy accounts_own_desk on %I for all to portico_desk using (person = app_person()) with check (person = app_person())', t);
  end loop;
end $$;
grant select (person, email, email_shown, name, password_set_at, created_at, codes_shown, codes_shown_until, kind), update (password, password_set_at, codes_shown, codes_shown_until) on accounts_account to portico_desk;
grant select, insert, delete on accounts_app, accounts_passkey, accounts_recovery_code to portico_desk;
grant update (last_step) on accounts_app to portico_desk;
grant update (counter, used_at) on accounts_passkey to portico_desk;
grant update (used_at) on accounts_recovery_code to portico_desk;
grant select (id, person, started_at, touched_at, factor_at, ends_at, idle_seconds, shared, agent, challenge, new_secret, organization), delete on accounts_session to portico_desk;
grant update (hash, touched_at, factor_at, challenge, new_secret, organization) on accounts_session to portico_desk;

-- As before, of patients only.
create or replace function accounts_enter(token_hash bytea)
  returns table (id uuid, person uuid, name text, email text, started_at timestamptz, touched_at timestamptz, factor_at timestamptz, ends_at timestamptz, idle_seconds integer, shared boolean)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare s accounts_session; a accounts_account;
begin
  select * into s from accounts_session t where t.hash = token_hash and t.ends_at > app_now() and t.touched_at + make_interval(secs => t.idle_seconds) > app_now();
  if not found then return; end if;
  select * into a from accounts_account t where t.person = s.person and t.kind = 'patient';
  if not found then return; end if;
  perform set_config('app.person', s.person::text, true);
  if app_now() - s.touched_at > interval '15 seconds' then
    update accounts_session t set touched_at = app_now() where t.id = s.id and t.touched_at < app_now();
    s.touched_at := app_now();
  end if;
  return query select s.id, s.person, a.name, a.email_shown, s.started_at, s.touched_at, s.factor_at, s.ends_at, s.idle_seconds, s.shared;
end $$;

create or replace function accounts_enter_half(token_hash bytea)
  returns table (person uuid, email text, name text, shared boolean, challenge text, next text, has_app boolean, has_passkey boolean)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare h accounts_half; a accounts_account;
begin
  select * into h from accounts_half t where t.hash = token_hash and t.ends_at > app_now();
  if not found then return; end if;
  select * into a from accounts_account t where t.person = h.person and t.kind = 'patient';
  if not found then return; end if;
  perform set_config('app.half', h.person::text, true);
  return query select h.person, a.email_shown, a.name, h.shared, h.challenge, h.next,
    exists (select 1 from accounts_app t where t.person = h.person), exists (select 1 from accounts_passkey t where t.person = h.person);
end $$;

create or replace function accounts_by_email(address text) returns table (person uuid, password text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select t.person, t.password from accounts_account t where t.kind = 'patient' and t.email = address $$;

-- The same three doors for staff.
create function accounts_enter_staff(token_hash bytea)
  returns table (id uuid, person uuid, name text, email text, started_at timestamptz, touched_at timestamptz, factor_at timestamptz, ends_at timestamptz, idle_seconds integer, shared boolean, organization text)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare s accounts_session; a accounts_account;
begin
  select * into s from accounts_session t where t.hash = token_hash and t.ends_at > app_now() and t.touched_at + make_interval(secs => t.idle_seconds) > app_now();
  if not found then return; end if;
  select * into a from accounts_account t where t.person = s.person and t.kind = 'staff';
  if not found then return; end if;
  perform set_config('app.person', s.person::text, true);
  if app_now() - s.touched_at > interval '15 seconds' then
    update accounts_session t set touched_at = app_now() where t.id = s.id and t.touched_at < app_now();
    s.touched_at := app_now();
  end if;
  return query select s.id, s.person, a.name, a.email_shown, s.started_at, s.touched_at, s.factor_at, s.ends_at, s.idle_seconds, s.shared, s.organization;
end $$;

create function accounts_enter_half_staff(token_hash bytea)
  returns table (person uuid, email text, name text, shared boolean, challenge text, next text, has_app boolean, has_passkey boolean)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare h accounts_half; a accounts_account;
begin
  select * into h from accounts_half t where t.hash = token_hash and t.ends_at > app_now();
  if not found then return; end if;
  select * into a from accounts_account t where t.person = h.person and t.kind = 'staff';
  if not found then return; end if;
  perform set_config('app.half', h.person::text, true);
  return query select h.person, a.email_shown, a.name, h.shared, h.challenge, h.next,
    exists (select 1 from accounts_app t where t.person = h.person), exists (select 1 from accounts_passkey t where t.person = h.person);
end $$;

create function accounts_staff_by_email(address text) returns table (person uuid, password text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select t.person, t.password from accounts_account t where t.kind = 'staff' and t.email = address $$;

-- Who in a list of staff has an account, and where does their work mail go? For administrators' pages: access asks it only about
-- people of their own organization.
create function accounts_staff_named(people uuid[]) returns table (person uuid, name text, email text, invited_until timestamptz, has_account boolean)
  language sql stable security definer set search_path = public, pg_temp as $$
  select p.id, coalesce(a.name, i.name), coalesce(a.email_shown, i.email_shown), i.ends_at, a.person is not null
  from unnest(people) as p (id) left join accounts_account a on a.person = p.id and a.kind = 'staff' left join accounts_invitation i on i.person = p.id
  where a.person is not null or i.person is not null
$$;

-- One invitation: for the account of this address, for the open invitation of this address, or for somebody new. Gives whose.
create function accounts_invite(address text, shown text, called text, site_name text, link_hash bytea, until timestamptz) returns table (person uuid, has_account boolean)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare whose uuid; known boolean;
begin
  select a.person into whose from accounts_account a where a.kind = 'staff' and a.email = address;
  known := whose is not null;
  if known then return query select whose, true; return; end if;
  insert into accounts_invitation as i (person, email, email_shown, name, site, link, ends_at) values (gen_random_uuid(), address, shown, called, site_name, link_hash, until)
    on conflict (email) do update set link = excluded.link, ends_at = excluded.ends_at, site = excluded.site, visit = null, password = null, app_secret = null, challenge = null,
      name = case when i.ends_at > app_now() then i.name else excluded.name end
    returning i.person into whose;
  return query select whose, false;
end $$;

-- After a lost second factor: the keys of this staff account end now, with all its sessions, and a new invitation is the way back.
create function accounts_reset_staff(whose uuid, site_name text, link_hash bytea, until timestamptz) returns table (email text, name text)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare a accounts_account;
begin
  select * into a from accounts_account t where t.person = whose and t.kind = 'staff' for update;
  if not found then
    -- Not in yet: only the link is made anew.
    return query update accounts_invitation i set link = link_hash, ends_at = until, site = site_name, visit = null, password = null, app_secret = null, challenge = null where i.person = whose returning i.email_shown, i.name;
    return;
  end if;
  delete from accounts_session t where t.person = whose;
  delete from accounts_half t where t.person = whose;
  delete from accounts_app t where t.person = whose;
  delete from accounts_passkey t where t.person = whose;
  delete from accounts_recovery_code t where t.person = whose;
  insert into accounts_invitation as i (person, email, email_shown, name, site, link, ends_at) values (whose, a.email, a.email_shown, a.name, site_name, link_hash, until)
    on conflict (person) do update set link = excluded.link, ends_at = excluded.ends_at, site = excluded.site, visit = null, password = null, app_secret = null, challenge = null;
  return query select a.email_shown, a.name;
end $$;

-- Nobody waits for somebody who was dismissed before they came in.
create function accounts_uninvite(whose uuid) returns void language sql security definer set search_path = public, pg_temp as
  $$ delete from accounts_invitation t where t.person = whose $$;

-- Looking at a link spends nothing: mail scanners look too.
create function accounts_invitation_waits(link_hash bytea) returns table (name text, email text, site text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select t.name, t.email_shown, t.site from accounts_invitation t where t.link = link_hash and t.ends_at > app_now() $$;
-- The button: this browser sets the account up. Pressed again elsewhere, the earlier browser is out.
create function accounts_accept_invitation(link_hash bytea, visit_hash bytea) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update accounts_invitation t set visit = visit_hash, password = null, app_secret = null, challenge = null where t.link = link_hash and t.ends_at > app_now();
  return found;
end $$;
create function accounts_enter_invitation(visit_hash bytea)
  returns table (person uuid, email text, name text, site text, password text, app_secret bytea, challenge text, has_account boolean)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare i accounts_invitation;
begin
  select * into i from accounts_invitation t where t.visit = visit_hash and t.ends_at > app_now();
  if not found then return; end if;
  perform set_config('app.invited', i.person::text, true);
  return query select i.person, i.email_shown, i.name, i.site, i.password, i.app_secret, i.challenge, exists (select 1 from accounts_account a where a.person = i.person);
end $$;

create or replace function accounts_purge() returns void language sql security definer set search_path = public, pg_temp as $$
  delete from accounts_session t where t.ends_at <= app_now() or t.touched_at + make_interval(secs => t.idle_seconds) <= app_now();
  delete from accounts_half t where t.ends_at <= app_now();
  delete from accounts_try t where t.since < app_now() - interval '30 days';
  update accounts_account t set codes_shown = null, codes_shown_until = null where t.codes_shown_until <= app_now();
  update accounts_invitation t set visit = null, password = null, app_secret = null, challenge = null where t.ends_at <= app_now();
$$;

-- Invitations of a backup may have been withdrawn since.
create or replace function accounts_restored() returns void language sql set search_path = public, pg_temp as $$
  delete from accounts_session;
  delete from accounts_half;
  update accounts_invitation set ends_at = '-infinity', visit = null, password = null, app_secret = null, challenge = null;
$$;

revoke execute on function accounts_enter_staff(bytea), accounts_enter_half_staff(bytea), accounts_staff_by_email(text), accounts_staff_named(uuid[]),
  accounts_invite(text, text, text, text, bytea, timestamptz), accounts_reset_staff(uuid, text, bytea, timestamptz), accounts_uninvite(uuid),
  accounts_invitation_waits(bytea), accounts_accept_invitation(bytea, bytea), accounts_enter_invitation(bytea) from public;
grant execute on function accounts_enter_staff(bytea) to portico_web, portico_desk;
grant execute on function accounts_enter_half_staff(bytea), accounts_staff_by_email(text), accounts_invitation_waits(bytea), accounts_accept_invitation(bytea, bytea), accounts_enter_invitation(bytea) to portico_web;
grant execute on function accounts_leave(bytea), accounts_count_tries(bytea[], integer[], integer[], integer[]), accounts_forgive_tries(bytea[], boolean[]) to portico_desk;
grant execute on function accounts_staff_named(uuid[]), accounts_invite(text, text, text, text, bytea, timestamptz), accounts_reset_staff(uuid, text, bytea, timestamptz), accounts_uninvite(uuid) to portico_desk, portico_operate;
grant execute on function accounts_staff_by_email(text) to portico_operate;
