-- Which organizations' charts are one organization's now? Itself, and what became part of it. SQL door for patients: the desk of the
-- merged hospital helps the people of both.
create function directory_same_now(wanted text) returns text[]
  language sql stable security definer set search_path = public, pg_temp as $$
  with recursive step as (
    select wanted as organization
    union
    select m.organization from step s join directory_merger m on m.into_organization = s.organization and m.valid_from <= app_now() and app_now() < m.valid_until
  ) select coalesce(array_agg(organization), '{}') from step where organization is not null $$;
revoke execute on function directory_same_now(text) from public;

-- The desk works by what its organization offers.
grant select on directory_offer, directory_site, directory_merger to portico_desk;
