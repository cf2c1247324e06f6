-- An administrator makes an organization with its first rule of age, and no other rule of anybody: whose parents see what is not theirs to say.
alter table directory_age_rule enable row level security;
alter table directory_age_rule force row level security;
create policy directory_door on directory_age_rule for all to current_user using (true) with check (true);
create policy directory_operate on directory_age_rule for all to portico_operate using (true) with check (true);
create policy directory_reads on directory_age_rule for select to portico_web, portico_feed, portico_job, portico_desk using (true);
create policy directory_desk_first on directory_age_rule for insert to portico_desk
  with check (valid_from = '-infinity' and app_role('administrator') and exists (select 1 from directory_organization o where o.id = organization and o.parent = app_organization()));
