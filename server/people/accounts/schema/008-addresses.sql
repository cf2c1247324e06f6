-- To which addresses do we write to these persons? For notices about a chart of theirs, never for looking anybody up.
create function accounts_addresses(people uuid[]) returns setof text
  language sql stable security definer set search_path = public, pg_temp as
  $$ select a.email_shown from accounts_account a where a.person = any (people) order by a.email_shown $$;
revoke execute on function accounts_addresses(uuid[]) from public;
grant execute on function accounts_addresses(uuid[]) to portico_operate;
