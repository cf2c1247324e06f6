-- What did somebody try on the way in, and what did we say? Lines without names or addresses: what they are about is kept as keyed
-- hashes, so that only who knows it (or has proven it) can ask for them. 90 days.
create table accounts_attempt (
  id uuid primary key,
  at timestamptz not null,
  step text not null,                     -- contract/attempt-steps.ts
  said text not null,                     -- a code of contract/refusals.ts, or how a try ends well
  reference text not null,                -- short enough to say on the phone; not unique
  visit bytea,                            -- keyed hash of the visit's cookie: what one browser tried, until it is closed
  about bytea[] not null,                 -- what was typed or named: an e-mail, a code; anybody may type it
  proof bytea[] not null                  -- what this very visit had proven: the person, or the sign-up it holds
);
create index accounts_attempt_about on accounts_attempt using gin (about);
create index accounts_attempt_proof on accounts_attempt using gin (proof);
create index accounts_attempt_visit on accounts_attempt (visit, at);
create index accounts_attempt_at on accounts_attempt (at);

alter table accounts_attempt enable row level security;
alter table accounts_attempt force row level security;
create policy accounts_owner on accounts_attempt for all to current_user using (true) with check (true);
create policy accounts_operate on accounts_attempt for all to portico_operate using (true) with check (true);
grant select, insert, update, delete on accounts_attempt to portico_operate;

-- One line; nobody can read one back without its key.
create function accounts_note_attempt(id uuid, step text, said text, reference text, visit bytea, about bytea[], proof bytea[]) returns void
  language sql security definer set search_path = public, pg_temp as
  $$ insert into accounts_attempt values (id, app_now(), step, said, reference, visit, about, proof) $$;

-- The lines about these keys. Own: from a visit that proved to be of them, from two hours before the proof to twelve after it
-- (a browser in a library serves the next person with the same visit). What others tried is told by the hour, with how often:
-- nobody can push somebody's own lines out by trying. Knowing a key is the right to ask: it is an HMAC of the house.
create function accounts_attempts(keys bytea[])
  returns table (at timestamptz, step text, said text, refs text[], own boolean, times integer)
  language sql stable security definer set search_path = public, pg_temp as $$
  with proven as (select t.proof from accounts_attempt t where t.proof && keys),
  linked as (select array(select unnest(keys) union select unnest(p.proof) from proven p) as all_keys),
  visits as (select t.visit, min(t.at) - interval '2 hours' as begins, max(t.at) + interval '12 hours' as ends
    from accounts_attempt t, linked l where t.proof && l.all_keys and t.visit is not null group by t.visit),
  found as (
    select t.id, t.at, t.step, t.said, t.reference, true as own from accounts_attempt t join visits v on v.visit = t.visit and t.at between v.begins and v.ends
    union
    select t.id, t.at, t.step, t.said, t.reference, exists (select 1 from visits v where v.visit = t.visit and t.at between v.begins and v.ends) or t.proof && l.all_keys
    from accounts_attempt t, linked l where t.about && l.all_keys or t.proof && l.all_keys),
  mine as (select f.at, f.step, f.said, array[f.reference], true, 1 from found f where f.own order by f.at desc, f.id limit 100),
  others as (select max(f.at), f.step, f.said, (array_agg(f.reference order by f.at desc))[1:5], false, count(*)::integer
    from found f where not f.own group by date_trunc('hour', f.at), f.step, f.said order by 1 desc limit 50)
  select * from (select * from mine union all select * from others) as lines order by 1 desc
$$;

create function accounts_attempts_purge() returns void language sql security definer set search_path = public, pg_temp as
  $$ delete from accounts_attempt t where t.at < app_now() - interval '90 days' $$;

revoke execute on function accounts_note_attempt(uuid, text, text, text, bytea, bytea[], bytea[]), accounts_attempts(bytea[]), accounts_attempts_purge() from public;
grant execute on function accounts_note_attempt(uuid, text, text, text, bytea, bytea[], bytea[]), accounts_attempts(bytea[]) to portico_web;
grant execute on function accounts_attempts_purge() to portico_operate;
