-- A record that is made anew from the texts that are kept says nothing new: what stood there before was our own reading, or was somebody
-- else's, and is no earlier version of it.
create or replace function store_keep_earlier() returns trigger language plpgsql as $$ begin
  if current_setting('app.remaking', true) = 'on' then return null; end if;
  insert into public.store_earlier (patient, record, raw_version, kind, labels, as_of, replaced_at, removed, body, delivery)
  values (old.patient, old.id, old.raw_version, old.kind, old.labels, old.as_of, public.app_now(), old.removed_at is not null, old.body, old.delivery)
  on conflict do nothing;
  return null;
end $$;
grant update on store_earlier to portico_feed, portico_operate;
