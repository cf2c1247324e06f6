-- Where does the signed-in member of staff work in this transaction, and as what? Set per transaction by access, after it looked
-- up live that they do; without it the role `desk` sees no row of any patient.
create function app_organization() returns text language sql stable parallel safe as
  $$ select nullif(current_setting('app.organization', true), '') $$;
create function app_role(wanted text) returns boolean language sql stable parallel safe as
  $$ select wanted = any (string_to_array(coalesce(current_setting('app.roles', true), ''), ',')) $$;
grant usage on schema public to portico_desk;
