-- What of this room is void once a backup is restored (security.md C10)? Whoever held a session or half of one then may be somebody
-- else now. SQL door for operate, called by the owner in the transaction of the restore; nobody else may.
create function accounts_restored() returns void language sql set search_path = public, pg_temp as $$
  delete from accounts_session;
  delete from accounts_half;
$$;
revoke execute on function accounts_restored() from public;
