-- What would the person of a chart see? Asked by the house itself to count what it shows (role job, which has no door to the outside):
-- the chart as its own person reads it, whoever that is and whether or not they have an account. Any other role gets nothing.
create or replace function access_reaching()
  returns table (patient uuid, organization text, relation text, kinds bigint, hidden integer, limited_by_age boolean, unreleased boolean)
  language plpgsql stable security definer rows 4 set search_path = public, pg_temp as $$
declare
  me uuid := public.app_person();
  at timestamptz := public.app_now();
  opening uuid := public.app_opening();
  app uuid := public.app_app();
  counting uuid := nullif(current_setting('app.counting', true), '')::uuid;
begin
  if counting is not null then
    if session_user::text = 'portico_job' and me is null and opening is null and app is null then
      return query select a.member, a.organization, 'self', -1::bigint, 0, false, false
        from public.patients_alike a where a.patient = counting and a.valid_from <= at and at < a.valid_until;
    end if;
  elsif opening is null and app is null then
    return query select r.patient, r.organization, r.relation, r.kinds, r.hidden, r.limited_by_age, false from public.access_own_reach(me, at) r;
  elsif app is null then
    return query select a.member, a.organization, 'staff', -1::bigint, 0, false, true
      from public.access_opening o
      join public.patients_alike a on a.patient = o.patient and a.valid_from <= at and at < a.valid_until
      where o.id = opening and o.person = me and o.opened_at <= at and at < o.valid_until
        and exists (select 1 from public.access_staff s where s.person = me and s.organization = a.organization
          and s.role in ('records-office', 'clinician') and s.valid_from <= at and at < s.valid_until);
  elsif opening is null then
    return query select b.patient, b.organization, 'app', b.kinds & g.kinds, b.hidden | g.hidden, b.limited_by_age, false
      from public.access_app_grant g
      join public.patients_alike a on a.patient = g.patient and a.valid_from <= at and at < a.valid_until
      join public.access_own_reach(me, at) b on b.patient = a.member
      where g.id = app and g.person = me and g.valid_from <= at and at < least(g.valid_until, g.revoked_at);
  end if;
end $$;

create or replace function access_recall(what text) returns text language plpgsql stable as $$
declare
  asked text := concat(current_setting('app.now', true), '|', current_setting('app.person', true), '|', current_setting('app.opening', true), '|', current_setting('app.app', true), '|', current_setting('app.counting', true));
begin
  if current_setting('app.reach', true) is distinct from asked then
    perform set_config('app.reach_all', coalesce(array_agg(row(r.patient, r.organization, r.relation, r.kinds, r.hidden, r.limited_by_age, r.unreleased)::public.access_reached), '{}')::text, true),
      set_config('app.reach_patients', coalesce(array_agg(r.patient), '{}')::text, true),
      set_config('app.reach_self', coalesce(array_agg(r.patient) filter (where r.relation = 'self'), '{}')::text, true),
      set_config('app.reach_whole', coalesce(array_agg(r.patient) filter (where r.kinds = -1 and r.hidden = 0), '{}')::text, true),
      set_config('app.reach_limits', coalesce(array_agg(row(r.patient, r.kinds, r.hidden)::public.access_limit) filter (where not (r.kinds = -1 and r.hidden = 0)), '{}')::text, true),
      set_config('app.reach_organizations', coalesce(array_agg(distinct r.organization), '{}')::text, true)
      from public.access_reaching() r;
    perform set_config('app.reach', asked, true);
  end if;
  return current_setting(what);
end $$;
