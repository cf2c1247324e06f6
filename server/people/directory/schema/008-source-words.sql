-- What do patients read when nothing comes from a source? Its own words, where its people wrote some. Administrators add sources of their
-- own organization and say from when on silence is trouble; everybody may read which there are.
alter table directory_source add column down_words text check (length(down_words) between 1 and 300);

alter table directory_source enable row level security;
alter table directory_source force row level security;
create policy directory_door on directory_source for all to current_user using (true) with check (true);
create policy directory_works on directory_source for all to portico_feed, portico_operate using (true) with check (true);
create policy directory_reads on directory_source for select to portico_web, portico_job, portico_desk using (true);
create policy directory_desk on directory_source for all to portico_desk using (directory_mine(organization)) with check (directory_mine(organization));
grant insert (id, organization, name, down_words) on directory_source to portico_desk;
grant update (name, down_words) on directory_source to portico_desk;

alter table directory_source_pace enable row level security;
alter table directory_source_pace force row level security;
create policy directory_door on directory_source_pace for all to current_user using (true) with check (true);
create policy directory_operate on directory_source_pace for all to portico_operate using (true) with check (true);
create policy directory_reads on directory_source_pace for select to portico_web, portico_feed, portico_job, portico_desk using (true);
create policy directory_desk on directory_source_pace for all to portico_desk
  using (exists (select 1 from directory_source s where s.id = source and directory_mine(s.organization)))
  with check (exists (select 1 from directory_source s where s.id = source and directory_mine(s.organization)));
grant insert, update, delete on directory_source_pace to portico_desk;
