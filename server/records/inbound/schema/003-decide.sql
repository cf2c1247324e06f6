-- Staff let a message be worked on again, or leave it out with a reason: the records office and administrators, at their own organization.
-- What it says, and what became of it, they do not write.
create policy inbound_desk_decides on inbound_message for update to portico_desk
  using (organization = app_organization() and (app_role('records-office') or app_role('administrator')) and state in ('parked', 'unplaced', 'set-aside'))
  with check (organization = app_organization() and state in ('waiting', 'set-aside'));
grant update (state, tries, due_at, done_at, set_aside, decided_by_name) on inbound_message to portico_desk;
