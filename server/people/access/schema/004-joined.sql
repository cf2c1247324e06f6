-- Two accounts of one person became one: which charts came with it? The links of the closed account go on under the kept one,
-- and back again when the joining is taken back. `joined_from`: the closed account it came from; `joined_into`: where it went.
alter table access_link add column joined_from uuid, add column joined_into uuid;
alter table access_grant add column joined_from uuid, add column joined_into uuid;
create policy access_joins on access_link for all to current_user using (true) with check (true);
create policy access_joins on access_grant for all to current_user using (true) with check (true);

create function access_join_links(closed uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
declare kept uuid := app_person();
begin
  if not accounts_joined_now(closed) then raise exception 'these accounts were not joined in this transaction'; end if;
  insert into access_link (person, patient, valid_from, valid_until, proven_by, joined_from)
    select kept, l.patient, app_now(), l.valid_until, l.proven_by, closed from access_link l
    where l.person = closed and l.valid_from <= app_now() and app_now() < l.valid_until
      and not exists (select 1 from access_link o where o.person = kept and o.patient = l.patient and o.valid_from <= app_now() and app_now() < o.valid_until);
  update access_link set valid_until = app_now(), joined_into = kept where person = closed and valid_until > app_now();
  insert into access_grant (id, person, patient, relation, kinds, hidden, valid_from, valid_until, joined_from)
    select gen_random_uuid(), kept, g.patient, g.relation, g.kinds, g.hidden, app_now(), least(g.valid_until, g.revoked_at), closed from access_grant g
    where g.person = closed and g.valid_from <= app_now() and app_now() < least(g.valid_until, g.revoked_at);
  update access_grant set revoked_at = app_now(), joined_into = kept where person = closed and app_now() < least(valid_until, revoked_at);
end $$;

create function access_part_links(closed uuid) returns void language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not accounts_parted_now(closed) then raise exception 'these accounts were not parted in this transaction'; end if;
  -- Only what went over then, and whose copy has not ended meanwhile (where the kept account had its own, that one counts).
  insert into access_link (person, patient, valid_from, proven_by)
    select closed, l.patient, app_now(), l.proven_by from access_link l
    where l.person = closed and l.joined_into is not null
      and exists (select 1 from access_link k where k.person = l.joined_into and k.patient = l.patient and k.valid_until > app_now());
  insert into access_grant (id, person, patient, relation, kinds, hidden, valid_from, valid_until)
    select gen_random_uuid(), closed, g.patient, g.relation, g.kinds, g.hidden, app_now(), least(g.valid_until, g.revoked_at) from access_grant g
    where g.joined_from = closed and app_now() < least(g.valid_until, g.revoked_at);
  update access_link set joined_into = null where person = closed;
  update access_grant set joined_into = null where person = closed;
  update access_link set valid_until = app_now() where joined_from = closed and valid_until > app_now();
  update access_grant set revoked_at = app_now() where joined_from = closed and revoked_at > app_now();
end $$;
revoke execute on function access_join_links(uuid), access_part_links(uuid) from public;
grant execute on function access_join_links(uuid), access_part_links(uuid) to portico_web;
