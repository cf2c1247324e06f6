-- How is a code, a joining or a mailed link found by somebody who is nobody yet? Through these functions only. Their search
-- path ends with pg_temp: unsaid it would come first, and a temporary table of the caller's would stand for ours.

-- The open code with this index, or of this square. A code that was used or replaced is not found.
create function identity_find_code(wanted_index bytea, wanted_square bytea)
  returns table (id uuid, hash bytea, salt bytea, expires_at timestamptz, until date)
  language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, case when wanted_square is null then c.hash else c.square_proof end, c.salt, c.expires_at, c.until from identity_code c
  where c.spent_at is null and c.voided_at is null
    and ((wanted_square is null and c.code_index = wanted_index) or c.square_hash = wanted_square) $$;

-- The keyed index of a square's code, so that both ways in count against the same five tries; the given one when there is none.
create function identity_index_of(wanted_square bytea, otherwise bytea) returns bytea
  language sql stable security definer set search_path = public, pg_temp as
  $$ select coalesce((select c.code_index from identity_code c where c.square_hash = wanted_square and c.spent_at is null and c.voided_at is null), otherwise) $$;

-- Finds the joining of a cookie and makes it (and its code) this transaction's.
create function identity_enter_joining(token_hash bytea) returns setof identity_joining
  language plpgsql security definer set search_path = public, pg_temp as $$
declare j identity_joining;
begin
  select * into j from identity_joining t where t.hash = token_hash and t.ends_at > app_now();
  if not found then return; end if;
  perform set_config('app.joining', encode(j.hash, 'hex'), true), set_config('app.joining_code', j.code::text, true);
  return next j;
end $$;

-- Who waits for this mailed link? Its token is as good as the mailbox.
create function identity_waiting(link_hash bytea) returns table (organization text, email text, proven boolean)
  language sql stable security definer set search_path = public, pg_temp as $$
  select c.organization, j.email_shown, j.proven_at is not null from identity_joining j join identity_code c on c.id = j.code
  where j.mail_link = link_hash and j.ends_at > app_now() and j.mailed_at + interval '24 hours' > app_now() $$;

-- The button on the mailed page: true once.
create function identity_prove(link_hash bytea) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update identity_joining j set proven_at = app_now()
    where j.mail_link = link_hash and j.proven_at is null and j.ends_at > app_now() and j.mailed_at + interval '24 hours' > app_now();
  return found;
end $$;

-- SQL door for access: is this the patient of the code that this transaction's joining holds? Only then may a link be made.
create function identity_proven(wanted uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as
  $$ select exists (select 1 from identity_code c where c.id = identity_code_now() and c.patient = wanted and c.voided_at is null) $$;
revoke execute on function identity_proven(uuid) from public;
grant execute on function identity_proven(uuid) to portico_web;

create function identity_purge() returns void language sql security definer set search_path = public, pg_temp as $$
  delete from identity_joining j where j.ends_at <= app_now();
  delete from identity_code c where c.expires_at < app_now() - interval '90 days';
$$;

revoke execute on function identity_find_code(bytea, bytea), identity_index_of(bytea, bytea), identity_enter_joining(bytea), identity_waiting(bytea), identity_prove(bytea), identity_purge() from public;
grant execute on function identity_find_code(bytea, bytea), identity_index_of(bytea, bytea), identity_enter_joining(bytea), identity_waiting(bytea), identity_prove(bytea) to portico_web;
grant execute on function identity_purge() to portico_operate;
