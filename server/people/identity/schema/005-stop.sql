-- What becomes of a joining whose sign-up is stopped, and which account did a sign-up end in?
alter table identity_signup
  add column account uuid,                -- the person it became, or was added to
  add column asks integer not null default 0; -- how often answers were given
grant select (account, asks), update (account, asks) on identity_signup to portico_web;

-- The visitor's transaction sees its own joining only; a notice's link must end whichever there is.
create function identity_drop_joinings(wanted uuid) returns void
  language sql security definer set search_path = public, pg_temp as
  $$ delete from identity_joining j where j.signup = wanted and wanted = identity_signup_now() $$;
revoke execute on function identity_drop_joinings(uuid) from public;
grant execute on function identity_drop_joinings(uuid) to portico_web;
