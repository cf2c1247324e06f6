-- As in 010; the hold of a new address is worked out once the old one has ended: with it gone all may be new (R29: 72 hours).
create or replace function accounts_use_desk_link(link_hash bytea, stored text, half_hash bytea, until timestamptz) returns boolean
  language plpgsql security definer set search_path = public, pg_temp as $$
declare r accounts_desk_reset; whose uuid := accounts_recovering(); old_contact accounts_contact; rests timestamptz;
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
    update accounts_contact set ended_at = app_now() where id = old_contact.id;
    rests := app_now() + accounts_hold();
    update accounts_contact set recovery_until = rests where id = old_contact.id;
    insert into accounts_contact (person, channel, purpose, key, shown, proven_at, recovery_from, replaces) values (whose, 'email', 'sign-in', r.key, r.shown, app_now(), rests, old_contact.id);
    update accounts_account set email = r.key, email_shown = r.shown where person = whose;
  end if;
  insert into accounts_wait (id, person, asked_at, opens_at, ends_at) values (gen_random_uuid(), whose, app_now(), app_now(), until);
  insert into accounts_half (hash, person, started_at, ends_at, shared) values (half_hash, whose, app_now(), until, false);
  return true;
end $$;
