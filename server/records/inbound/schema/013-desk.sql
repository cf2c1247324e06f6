-- Into whose charts did a message go? So that each of them reads it in "who looked" when staff take its bytes. For the organization it was
-- sent to only; runs as the owner, and tells no more than ids.
create function inbound_charts(of_feed text, of_id bigint) returns uuid[] language sql stable security definer set search_path = public, pg_temp as $$
  select coalesce(array_agg(distinct c.patient), '{}') from inbound_message m join inbound_message o on o.feed = m.feed and o.id = coalesce(m.same_as, m.id) join inbound_count c on c.delivery = o.delivery
  where m.feed = of_feed and m.id = of_id and c.patient <> '00000000-0000-0000-0000-000000000000'
    and (session_user::text <> 'portico_desk' or (m.organization = app_organization() and (app_role('records-office') or app_role('administrator')))) $$;
revoke execute on function inbound_charts(text, bigint) from public;
grant execute on function inbound_charts(text, bigint) to portico_desk, portico_operate;
create policy inbound_door on inbound_count for select to current_user using (true);

-- Of the desks of an organization only the records office and administrators see messages: they name people.
create policy inbound_desk_roles on inbound_message as restrictive for select to portico_desk using (app_role('records-office') or app_role('administrator'));
create policy inbound_desk_roles on inbound_link as restrictive for select to portico_desk using (app_role('records-office') or app_role('administrator'));
