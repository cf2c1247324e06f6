-- SQL door for access: the account and the chart that this transaction's sign-up ended in, while "this was not me" takes them apart.
create function identity_signup_ended() returns table (account uuid, patient uuid)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select s.account, s.patient from identity_signup s where s.id = identity_signup_now() and s.account is not null $$;
revoke execute on function identity_signup_ended() from public;
