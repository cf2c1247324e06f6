-- A counter may be forgiven (deleted) between the insert that found it and the lock on it: then it is made anew, or a right try
-- beside a right one would hear of a pause that nobody started. Otherwise as in 002-doors.sql.
create or replace function accounts_count_tries(keys bytea[], limits integer[], window_seconds integer[], pause_seconds integer[])
  returns table (place integer, allowed boolean, remaining integer, paused_until timestamptz)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare r accounts_try; rows accounts_try[] := '{}'; open boolean := true;
begin
  for place in 1 .. cardinality(keys) loop
    loop
      insert into accounts_try as t (key, tries, since, paused_until, pauses) values (keys[place], 0, app_now(), '-infinity', 0) on conflict do nothing;
      select * into r from accounts_try t where t.key = keys[place] for update;
      exit when found;
    end loop;
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
