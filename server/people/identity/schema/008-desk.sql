-- Who at the desk looked at a sign-up, and what did they decide? The role desk sees the rows of the organization it works at.
alter table identity_signup
  add column picked boolean not null default false,  -- a member of staff said which record is meant
  add column version integer not null default 0;     -- counts the desk's decisions: nobody decides twice what two looked at

create table identity_look (              -- two details were told; holds for an hour
  id uuid primary key,
  signup uuid not null references identity_signup on delete cascade,
  organization text not null,
  staff uuid not null,
  staff_name text not null,
  looked_at timestamptz not null
);
create index identity_look_signup on identity_look (signup, staff, looked_at);

create table identity_decision (
  id uuid primary key,
  signup uuid not null references identity_signup on delete cascade,
  organization text not null,
  staff uuid not null,
  staff_name text not null,
  decided_at timestamptz not null,
  decision text not null check (decision in ('file', 'typed', 'unsure', 'clear', 'report')),
  checks text[] not null,                 -- closed list: contract/desk-cases.ts
  id_kind text check (id_kind in ('license', 'state-id', 'passport', 'other')),
  id_last4 text check (length(id_last4) = 4),  -- the number itself is never written down
  patient uuid,
  via text check (via in ('text', 'mail'))
);
create index identity_decision_signup on identity_decision (signup, decided_at);

do $$ declare t text; begin
  foreach t in array array['identity_look', 'identity_decision'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy identity_owner on %I for all to current_user using (true) with check (true)', t);
    execute format('create policy identity_operate on %I for all to portico_operate using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to portico_operate', t);
    execute format('create policy identity_desk_reads on %I for select to portico_desk using (organization = app_organization())', t);
    execute format('create policy identity_desk_writes on %I for insert to portico_desk with check (organization = app_organization() and staff = app_person())', t);
    execute format('grant select, insert on %I to portico_desk', t);
  end loop;
end $$;

create policy identity_desk_reads on identity_signup for select to portico_desk using (organization = app_organization());
create policy identity_desk_decides on identity_signup for update to portico_desk
  using (organization = app_organization() and (app_role('front-desk') or app_role('supervisor'))) with check (organization = app_organization());
grant select (id, organization, state, help_index, help_turn, birth_index, claim, started_at, asked_at, ends_at, outcome, patient, picked, version, asks, link_until, proven_at, done_at, letter_at) on identity_signup to portico_desk;
grant update (state, patient, picked, version, person, link, link_until, sent_to, stop_link, proven_by, proven_at, challenge_code) on identity_signup to portico_desk;

-- A notice's link, or the desk's decision, ends whichever joining there is.
create or replace function identity_drop_joinings(wanted uuid) returns void
  language sql security definer set search_path = public, pg_temp as $$
  delete from identity_joining j where j.signup = wanted
    and exists (select 1 from identity_signup s where s.id = wanted and (s.id = identity_signup_now() or s.organization = app_organization())) $$;
grant execute on function identity_drop_joinings(uuid) to portico_desk;
