-- What may an administrator change, and since when is what is published as it is? Everybody reads these tables; only the rows of their own
-- organization, of those they made, and of those that became part of theirs, are an administrator's to write.
alter table directory_change add column at timestamptz;

create function directory_mine(wanted text) returns boolean language sql stable as
  $$ select app_role('administrator') and (wanted = app_organization()
    or exists (select 1 from directory_organization o where o.id = wanted and o.parent = app_organization())
    or exists (select 1 from directory_merger m where m.organization = wanted and m.into_organization = app_organization() and m.valid_from <= app_now() and app_now() < m.valid_until)) $$;

do $$ declare t text; begin
  foreach t in array array['directory_organization', 'directory_offer', 'directory_site', 'directory_name', 'directory_doctor', 'directory_clue', 'directory_merger', 'directory_entry', 'directory_edit'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy directory_door on %I for all to current_user using (true) with check (true)', t);
    execute format('create policy directory_operate on %I for all to portico_operate using (true) with check (true)', t);
    execute format('create policy directory_reads on %I for select to portico_web, portico_feed, portico_job, portico_desk using (true)', t);
  end loop;
  foreach t in array array['directory_offer', 'directory_site', 'directory_name', 'directory_doctor', 'directory_clue'] loop
    execute format('create policy directory_desk on %I for all to portico_desk using (directory_mine(organization)) with check (directory_mine(organization))', t);
    execute format('grant select, insert, update, delete on %I to portico_desk', t);
  end loop;
end $$;

-- Nobody takes another organization into theirs, nor puts theirs into another, alone: both must be the same administrator's.
create policy directory_desk on directory_merger for all to portico_desk
  using (directory_mine(organization) and directory_mine(into_organization)) with check (directory_mine(organization) and directory_mine(into_organization));
grant select, insert, update, delete on directory_merger to portico_desk;

-- A new organization belongs to the one whose administrator makes it; its id and its parent stay.
create policy directory_desk_changes on directory_organization for update to portico_desk using (directory_mine(id)) with check (directory_mine(id));
create policy directory_desk_makes on directory_organization for insert to portico_desk with check (app_role('administrator') and parent = app_organization());
grant select, insert on directory_organization to portico_desk;
grant update (name, phone, hours, records_phone, address, time_zone, language) on directory_organization to portico_desk;
grant select, insert on directory_age_rule to portico_desk;

-- The wider directory is everybody's: any administrator corrects it, under their name.
create policy directory_desk_adds on directory_entry for insert to portico_desk with check (app_role('administrator') and imported = '{}');
create policy directory_desk_corrects on directory_entry for update to portico_desk using (app_role('administrator')) with check (app_role('administrator'));
grant select, insert on directory_entry to portico_desk;
grant update (corrected, held, confirmed_by, confirmed_at, change) on directory_entry to portico_desk;

create policy directory_desk_notes on directory_edit for insert to portico_desk with check (app_role('administrator') and (organization is null or directory_mine(organization)));
create policy directory_desk_undoes on directory_edit for update to portico_desk using (app_role('administrator') and (organization is null or directory_mine(organization)));
grant select, insert on directory_edit to portico_desk;
grant update (undone_at) on directory_edit to portico_desk;
grant select, insert, update on directory_change to portico_desk;
