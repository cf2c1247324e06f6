-- The front desk helps somebody back in who has neither password nor factor nor mailbox: after a look at an ID, a one-time link to
-- where they are reached now. With a risk a second member of staff decides. What the desk sees is whether, never which elsewhere.
create function accounts_helped() returns uuid language sql stable parallel safe as
  $$ select nullif(current_setting('app.helped', true), '')::uuid $$;
-- Whom this transaction acts for; at the desk that is who is helped, never who helps.
create or replace function accounts_whom() returns uuid language sql stable parallel safe as
  $$ select coalesce(accounts_helped(), app_person(), accounts_half_person(), accounts_recovering()) $$;

create table accounts_desk_reset (
  id uuid primary key,
  person uuid not null references accounts_account on delete cascade,
  patient uuid not null,                  -- the chart it was opened by
  organization text not null,
  asked_by uuid not null,
  asked_by_name text not null,
  asked_at timestamptz not null,
  id_seen text not null,                  -- kind of ID and the last 4 of its number
  reason text not null,
  channel text not null check (channel in ('email', 'phone')),
  key text not null,
  shown text not null,
  risk text[] not null,                   -- why a second member of staff decides; empty: nobody has to
  state text not null check (state in ('waiting', 'sent', 'refused')),
  decided_by uuid,
  decided_by_name text,
  decided_at timestamptz,
  used_at timestamptz
);
create index accounts_desk_reset_person on accounts_desk_reset (person, asked_at);
create index accounts_desk_reset_waiting on accounts_desk_reset (organization, asked_at) where state = 'waiting';
alter table accounts_desk_reset enable row level security;
alter table accounts_desk_reset force row level security;
create policy accounts_owner on accounts_desk_reset for all to current_user using (true) with check (true);
create policy accounts_operate on accounts_desk_reset for all to portico_operate using (true) with check (true);
create policy accounts_here on accounts_desk_reset for select to portico_desk using (organization = app_organization());
create policy accounts_asked_here on accounts_desk_reset for insert to portico_desk with check (organization = app_organization() and person = accounts_helped() and asked_by = app_person());
-- Who asked does not decide: two people, or the database says no.
create policy accounts_decided_here on accounts_desk_reset for update to portico_desk
  using (organization = app_organization() and state = 'waiting' and app_role('supervisor') and asked_by <> app_person()) with check (organization = app_organization() and decided_by = app_person());
grant select, insert, update, delete on accounts_desk_reset to portico_operate;
grant select, insert, update (state, decided_by, decided_by_name, decided_at) on accounts_desk_reset to portico_desk;

create policy accounts_helps on accounts_link for insert to portico_desk with check (person = accounts_helped() and kind in ('freeze', 'desk'));
grant insert on accounts_link to portico_desk;

-- What the desk learns of the account of the chart it opened: no address, no number, nothing of another organization.
create function accounts_desk_view(on_file text[]) returns table (frozen boolean, lately boolean, helped_lately boolean, has_app boolean, has_passkey boolean, has_phone boolean, email_on_file boolean, email text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select a.frozen_at is not null,
    exists (select 1 from accounts_contact c where c.person = a.person and greatest(c.proven_at, case when c.ended_at = 'infinity' then c.proven_at else c.ended_at end) > app_now() - interval '30 days' and c.proven_at > a.created_at)
      or exists (select 1 from accounts_app p where p.person = a.person and p.added_at > app_now() - interval '7 days' and p.added_at > a.created_at)
      or exists (select 1 from accounts_passkey p where p.person = a.person and p.added_at > app_now() - interval '7 days' and p.added_at > a.created_at),
    exists (select 1 from accounts_desk_reset r where r.person = a.person and r.state = 'sent' and r.asked_at > app_now() - interval '30 days'),
    exists (select 1 from accounts_app p where p.person = a.person), exists (select 1 from accounts_passkey p where p.person = a.person),
    exists (select 1 from accounts_contact c where c.person = a.person and c.purpose = 'code' and c.ended_at > app_now()),
    a.email = any (on_file), a.email
  from accounts_account a where a.person = accounts_helped() $$;
-- Is somebody guessing at it? The keys of its counters, as the room makes them.
create function accounts_worn(keys bytea[], most integer) returns boolean language sql stable security definer set search_path = public, pg_temp as
  $$ select exists (select 1 from accounts_try t where t.key = any (keys) and (t.tries >= most or t.paused_until > app_now())) $$;

-- The link goes out: everything that was open or on its way ends now, whoever held it.
create function accounts_desk_ends() returns void language sql security definer set search_path = public, pg_temp as
  $$ select accounts_end_everything(accounts_helped()) where accounts_helped() is not null $$;

-- The press on the desk's link: a new password, the lost factors end, the account is open again, and a visit begins in which the
-- new second step is bound (as after a wait). A new address signs in, and rests before it recovers anything (R29).
create function accounts_use_desk_link(link_hash bytea, stored text, half_hash bytea, until timestamptz) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
declare r accounts_desk_reset; whose uuid := accounts_recovering(); old_contact accounts_contact; rests timestamptz := app_now() + accounts_hold();
begin
  select d.* into r from accounts_desk_reset d join accounts_link l on l.about = d.id and l.hash = link_hash where d.person = whose and d.state = 'sent';
  if not found or not accounts_use_link(link_hash, 'desk') then return false; end if;
  update accounts_desk_reset set used_at = app_now() where id = r.id;
  update accounts_account set password = stored, password_set_at = app_now(), password_by = 'person', frozen_at = null, frozen_since = null where person = whose;
  delete from accounts_app where person = whose;
  delete from accounts_passkey where person = whose;
  delete from accounts_recovery_code where person = whose;
  update accounts_contact set ended_at = app_now() where person = whose and purpose = 'code' and ended_at > app_now();
  perform accounts_end_everything(whose);
  if r.channel = 'email' and not accounts_taken(r.key) then
    select * into old_contact from accounts_contact where person = whose and purpose = 'sign-in' and ended_at > app_now();
    update accounts_contact set ended_at = app_now(), recovery_until = rests where id = old_contact.id;
    insert into accounts_contact (person, channel, purpose, key, shown, proven_at, recovery_from, replaces) values (whose, 'email', 'sign-in', r.key, r.shown, app_now(), rests, old_contact.id);
    update accounts_account set email = r.key, email_shown = r.shown where person = whose;
  end if;
  insert into accounts_wait (id, person, asked_at, opens_at, ends_at) values (gen_random_uuid(), whose, app_now(), app_now(), until);
  insert into accounts_half (hash, person, started_at, ends_at, shared) values (half_hash, whose, app_now(), until, false);
  return true;
end $$;
revoke execute on function accounts_desk_view(text[]), accounts_worn(bytea[], integer), accounts_desk_ends(), accounts_use_desk_link(bytea, text, bytea, timestamptz) from public;
grant execute on function accounts_desk_view(text[]), accounts_worn(bytea[], integer), accounts_desk_ends(), accounts_told() to portico_desk;
grant execute on function accounts_use_desk_link(bytea, text, bytea, timestamptz) to portico_web;
