-- What a text points at and was not here when it was read: should it come, in whatever order, the text is read again.
create table store_wanted (
  target uuid not null,                  -- id of the thing, or of the number by which it is called
  patient uuid not null,                 -- of the text that points at it
  text uuid not null,                    -- its id in store_raw
  primary key (target, patient, text)
);
-- By which numbers practitioners, organizations and places are called ("Practitioner?identifier=system|value").
create table store_called (
  name uuid not null,
  id uuid not null,                      -- of its text, which is nobody's
  primary key (name, id)
);
do $$ declare t text; begin
  foreach t in array array['store_wanted', 'store_called'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy store_works_wanted on %I for all to portico_feed, portico_operate using (true) with check (true)', t);
  end loop;
end $$;
grant select, insert on store_wanted, store_called to portico_feed, portico_operate;
