-- What of this room is void once a backup is restored (security.md C10)? Open codes: one used since the backup would open again, and
-- joinings. SQL door for operate, called by the owner in the transaction of the restore; nobody else may.
create function identity_restored() returns void language sql set search_path = public, pg_temp as $$
  update identity_code set voided_at = app_now() where spent_at is null and voided_at is null;
  delete from identity_joining;
$$;
revoke execute on function identity_restored() from public;
