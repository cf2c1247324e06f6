-- "This was not me", pressed after the account was made: the chart leaves that account at once (R37, R38). Only the link that the sign-up
-- of this transaction made; others of the same person stay.
create function access_end_signed_up() returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update access_link l set valid_until = app_now() from identity_signup_ended() s
    where l.person = s.account and l.patient = s.patient and l.proven_by in ('contact', 'desk') and l.valid_until > app_now();
  return found;
end $$;
revoke execute on function access_end_signed_up() from public;
grant execute on function access_end_signed_up() to portico_web;
