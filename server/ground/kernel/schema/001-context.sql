-- Who asks, and when? Every policy reads these; without them there are no rows.
-- Set per transaction (set_config(..., true)); app_now is the application's clock, so that a test can set it.
create function app_now() returns timestamptz language sql stable parallel safe as
  $$ select nullif(current_setting('app.now', true), '')::timestamptz $$;
-- The person behind the session; null before sign-in is complete.
create function app_person() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('app.person', true), '')::uuid $$;
-- Staff: the opened chart (with its reason) this request acts under.
create function app_opening() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('app.opening', true), '')::uuid $$;
-- App: the grant this request acts under.
create function app_app() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('app.app', true), '')::uuid $$;

revoke create on schema public from public;
grant usage on schema public to portico_web, portico_feed, portico_job, portico_sealer, portico_operate;
