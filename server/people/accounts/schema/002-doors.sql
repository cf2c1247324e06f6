-- How is somebody looked up before we know who they are? By the hash of a cookie or by an e-mail address, through these
-- functions only: the web role cannot list accounts, sessions or counters. Their search path ends with pg_temp: unsaid it
-- would come first, and a temporary table of the caller's would stand for ours.

-- One statement for a page: finds the session, says whose transaction this is (app.person), and notes that it is in use
-- (at most every 15 seconds). No row: ended or never there.
create function accounts_enter(token_hash bytea)
  returns table (id uuid, person uuid, name text, email text, started_at timestamptz, touched_at timestamptz, factor_at timestamptz, ends_at timestamptz, idle_seconds integer, shared boolean)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare s accounts_session; a accounts_account;
begin
  select * into s from accounts_session t where t.hash = token_hash and t.ends_at > app_now() and t.touched_at + make_interval(secs => t.idle_seconds) > app_now();
  if not found then return; end if;
  select * into a from accounts_account t where t.person = s.person;
  perform set_config('app.person', s.person::text, true);
  if app_now() - s.touched_at > interval '15 seconds' then
    update accounts_session t set touched_at = app_now() where t.id = s.id and t.touched_at < app_now();
    s.touched_at := app_now();
  end if;
  return query select s.id, s.person, a.name, a.email_shown, s.started_at, s.touched_at, s.factor_at, s.ends_at, s.idle_seconds, s.shared;
end $$;

-- The same for somebody who gave a password and still owes the second factor: sets app.half, never app.person.
create function accounts_enter_half(token_hash bytea)
  returns table (person uuid, email text, name text, shared boolean, challenge text, next text, has_app boolean, has_passkey boolean)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare h accounts_half; a accounts_account;
begin
  select * into h from accounts_half t where t.hash = token_hash and t.ends_at > app_now();
  if not found then return; end if;
  select * into a from accounts_account t where t.person = h.person;
  perform set_config('app.half', h.person::text, true);
  return query select h.person, a.email_shown, a.name, h.shared, h.challenge, h.next,
    exists (select 1 from accounts_app t where t.person = h.person), exists (select 1 from accounts_passkey t where t.person = h.person);
end $$;

-- What a password is checked against. No row for an address nobody has: the caller then hashes all the same.
create function accounts_by_email(address text) returns table (person uuid, password text)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select t.person, t.password from accounts_account t where t.email = address $$;

-- Ends a session whose cookie is shown; true when there was one. For signing out when it may have ended already.
create function accounts_leave(token_hash bytea) returns uuid
  language sql security definer set search_path = public, pg_temp as
  $$ delete from accounts_session t where t.hash = token_hash returning t.person $$;

-- Counts one try for each key, before anything is checked (R15-R18). Allowed while no pause runs and the limit is not
-- passed; the try that reaches the limit starts the pause, so that of 50 at once exactly `limit` are allowed.
-- Pauses double up to an hour (R16); a pause of 0 seconds means for ever (a burnt code). Keys come sorted: no deadlock.
create function accounts_count_tries(keys bytea[], limits integer[], window_seconds integer[], pause_seconds integer[])
  returns table (place integer, allowed boolean, remaining integer, paused_until timestamptz)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare r accounts_try; rows accounts_try[] := '{}'; open boolean := true;
begin
  for place in 1 .. cardinality(keys) loop
    insert into accounts_try as t (key, tries, since, paused_until, pauses) values (keys[place], 0, app_now(), '-infinity', 0) on conflict do nothing;
    select * into r from accounts_try t where t.key = keys[place] for update;
    rows := rows || r;
    open := open and r.paused_until <= app_now();
  end loop;
  -- While one pause runs nothing else is counted: a paused network cannot lock an account.
  for i in 1 .. cardinality(keys) loop
    r := rows[i];
    place := i;
    allowed := r.paused_until <= app_now();
    if open then
      if r.tries >= limits[i] or r.since + make_interval(secs => window_seconds[i]) <= app_now() then r.tries := 0; r.since := app_now(); end if;
      if r.paused_until > '-infinity' and r.paused_until + interval '24 hours' <= app_now() then r.pauses := 0; end if;
      r.tries := r.tries + 1;
      if r.tries >= limits[i] then
        r.paused_until := case when pause_seconds[i] = 0 then 'infinity'::timestamptz
          else app_now() + make_interval(secs => least(pause_seconds[i] * power(2, least(r.pauses, 12)), greatest(3600, pause_seconds[i]))) end;
        r.pauses := r.pauses + 1;
      end if;
      update accounts_try t set tries = r.tries, since = r.since, paused_until = r.paused_until, pauses = r.pauses where t.key = r.key;
    end if;
    remaining := greatest(0, limits[i] - r.tries);
    paused_until := r.paused_until;
    return next;
  end loop;
end $$;

-- A try that was right is given back: `forget` empties the counter, otherwise one try and its pause are taken off.
create function accounts_forgive_tries(keys bytea[], forget boolean[]) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  for place in 1 .. cardinality(keys) loop
    if forget[place] then
      delete from accounts_try t where t.key = keys[place];
    else
      update accounts_try t set tries = greatest(0, t.tries - 1), paused_until = '-infinity' where t.key = keys[place];
    end if;
  end loop;
end $$;

-- Old rows go: sessions and half ones that ended, counters that rest for 30 days.
create function accounts_purge() returns void language sql security definer set search_path = public, pg_temp as $$
  delete from accounts_session t where t.ends_at <= app_now() or t.touched_at + make_interval(secs => t.idle_seconds) <= app_now();
  delete from accounts_half t where t.ends_at <= app_now();
  delete from accounts_try t where t.since < app_now() - interval '30 days';
  update accounts_account t set codes_shown = null, codes_shown_until = null where t.codes_shown_until <= app_now();
$$;

revoke execute on function accounts_enter(bytea), accounts_enter_half(bytea), accounts_by_email(text), accounts_leave(bytea),
  accounts_count_tries(bytea[], integer[], integer[], integer[]), accounts_forgive_tries(bytea[], boolean[]), accounts_purge() from public;
grant execute on function accounts_enter(bytea), accounts_enter_half(bytea), accounts_by_email(text), accounts_leave(bytea),
  accounts_count_tries(bytea[], integer[], integer[], integer[]), accounts_forgive_tries(bytea[], boolean[]) to portico_web;
grant execute on function accounts_by_email(text), accounts_forgive_tries(bytea[], boolean[]), accounts_purge() to portico_operate;
