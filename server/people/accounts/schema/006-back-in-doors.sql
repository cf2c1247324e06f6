-- Which doors does somebody use who is not in, or not any more? Each function acts for the person of its own proof only: a
-- cookie's hash, a mailed link's hash, or the settings that those made. Search paths end with pg_temp, as in 002.

-- As before; the address of an account that was closed into another leads to that one.
create or replace function accounts_by_email(address text) returns table (person uuid, password text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select k.person, k.password from accounts_account t join accounts_account k on k.person = coalesce(t.closed_into, t.person)
  where t.kind = 'patient' and t.email = address $$;

-- Nobody else gets an address while its last owner may still take it back.
create function accounts_taken(address text) returns boolean language sql stable security definer set search_path = public, pg_temp as $$
  select exists (select 1 from accounts_account t where t.kind = 'patient' and t.email = address)
    or exists (select 1 from accounts_contact c where c.key = address and c.purpose = 'sign-in' and c.recovery_until > app_now()) $$;

drop function accounts_enter_half(bytea);
create function accounts_enter_half(token_hash bytea)
  returns table (person uuid, email text, name text, shared boolean, challenge text, next text, has_app boolean, has_passkey boolean,
    text_ends text, frozen boolean, thawed boolean, password_by text, wait_opens_at timestamptz)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare h accounts_half; a accounts_account;
begin
  select * into h from accounts_half t where t.hash = token_hash and t.ends_at > app_now();
  if not found then return; end if;
  select * into a from accounts_account t where t.person = h.person and t.kind = 'patient' and t.closed_into is null;
  if not found then return; end if;
  perform set_config('app.half', h.person::text, true);
  return query select h.person, a.email_shown, a.name, h.shared, h.challenge, h.next,
    exists (select 1 from accounts_app t where t.person = h.person), exists (select 1 from accounts_passkey t where t.person = h.person),
    (select right(c.key, 2) from accounts_contact c where c.person = h.person and c.purpose = 'code' and c.ended_at > app_now() order by c.proven_at desc limit 1),
    a.frozen_at is not null, h.thaw_at is not null, a.password_by,
    (select w.opens_at from accounts_wait w where w.person = h.person and w.state = 'waiting' and w.ends_at > app_now());
end $$;

-- Whom this transaction acts for: signed in, half, or by a link.
create function accounts_whom() returns uuid language sql stable parallel safe as $$ select coalesce(app_person(), accounts_half_person(), accounts_recovering()) $$;

-- Who is told of a change (R28): every address that is theirs, and those that were until 30 days ago. One that was taken back
-- before its hold ended is nobody's: whoever put it there gets no link that freezes.
create function accounts_told() returns table (channel text, key text, shown text, purpose text, old boolean)
  language sql stable security definer set search_path = public, pg_temp as $$
  select c.channel, c.key, min(c.shown), min(c.purpose), bool_and(c.ended_at <= app_now()) from accounts_contact c
  where (c.person = accounts_whom() or c.person in (select a.person from accounts_account a where a.closed_into = accounts_whom()))
    and (c.ended_at > app_now() or (c.ended_at > app_now() - interval '30 days' and c.ended_at >= c.recovery_from)) group by c.channel, c.key order by 1, 2 $$;

-- How long a new contact of this person must rest before it recovers anything (R29): three days when all others are as new.
create function accounts_hold() returns interval language sql stable security definer set search_path = public, pg_temp as $$
  select case when exists (select 1 from accounts_contact c where c.person = accounts_whom() and c.ended_at > app_now() and c.purpose <> 'code' and c.recovery_from <= app_now() and c.proven_at <= app_now() - interval '72 hours')
    then interval '24 hours' else interval '72 hours' end $$;

-- The account an address may recover: by the address it signs in with, or by a second address that belongs to one account only.
create function accounts_recovered_by(address text) returns table (person uuid, shown text)
  language sql stable security definer set search_path = public, pg_temp as $$
  with fitting as (
    select coalesce(a.closed_into, a.person) as person, c.shown, c.purpose from accounts_contact c join accounts_account a on a.person = c.person
    where c.key = address and c.channel = 'email' and c.recovery_from <= app_now() and app_now() < c.recovery_until and a.kind = 'patient'
  )
  select f.person, min(f.shown) from fitting f where f.purpose = 'sign-in' or not exists (select 1 from fitting o where o.person <> f.person or o.purpose = 'sign-in')
  group by f.person limit 1 $$;

-- A link to set a new password, for the account of this address; an older one stops. No row, and nothing written: nobody has it.
create function accounts_ask_reset(address text, link_hash bytea, until timestamptz) returns table (shown text)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare f record;
begin
  select * into f from accounts_recovered_by(address);
  if not found then return; end if;
  update accounts_link l set used_at = app_now() where l.person = f.person and l.kind = 'reset' and l.used_at is null;
  insert into accounts_link (hash, person, kind, since, ends_at) values (link_hash, f.person, 'reset', app_now(), until);
  shown := f.shown;
  return next;
end $$;

-- Whose is this link, and may it still be used? Looking spends nothing: mail scanners look too.
create function accounts_enter_link(link_hash bytea, wanted text)
  returns table (person uuid, name text, email text, about uuid, since timestamptz, frozen boolean, open boolean)
  language plpgsql security definer set search_path = public, pg_temp as $$
declare l accounts_link; a accounts_account;
begin
  select * into l from accounts_link t where t.hash = link_hash and t.kind = wanted and t.ends_at > app_now();
  if not found then return; end if;
  select * into a from accounts_account t where t.person = l.person;
  perform set_config('app.recovering', l.person::text, true);
  return query select a.person, a.name, a.email_shown, l.about, l.since, a.frozen_at is not null, l.used_at is null;
end $$;

-- True once. The row is what two at once wait for.
create function accounts_use_link(link_hash bytea, wanted text) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update accounts_link t set used_at = app_now() where t.hash = link_hash and t.kind = wanted and t.used_at is null and t.ends_at > app_now() and t.person = accounts_recovering();
  return found;
end $$;

-- Everything that is open or on its way ends: sessions, half ones, reset and desk links, a wait. Links that only protect stay.
create function accounts_end_everything(whose uuid) returns void language sql security definer set search_path = public, pg_temp as $$
  delete from accounts_session t where t.person = whose;
  delete from accounts_half t where t.person = whose;
  update accounts_link t set used_at = app_now() where t.person = whose and t.kind in ('reset', 'desk') and t.used_at is null;
  update accounts_wait t set state = 'cancelled' where t.person = whose and t.state = 'waiting';
$$;

-- The new password of a reset link. No factor is touched, nobody is signed in, every session ends (R27).
create function accounts_reset_password(link_hash bytea, stored text) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not accounts_use_link(link_hash, 'reset') then return false; end if;
  update accounts_account t set password = stored, password_set_at = app_now(), password_by = 'mail' where t.person = accounts_recovering();
  perform accounts_end_everything(accounts_recovering());
  return true;
end $$;

-- "This was not me": the account of this transaction, at once. False: it is frozen already; an earlier event counts then.
create function accounts_freeze(event_at timestamptz) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare was timestamptz;
begin
  select t.frozen_at into was from accounts_account t where t.person = accounts_whom() for update;
  update accounts_account t set frozen_at = coalesce(t.frozen_at, app_now()), frozen_since = least(t.frozen_since, event_at) where t.person = accounts_whom();
  perform accounts_end_everything(accounts_whom());
  return was is null;
end $$;

-- A factor was shown while frozen. Whether it was bound before the event is asked with it.
create function accounts_note_thaw(half_hash bytea) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update accounts_half t set thaw_at = app_now() where t.hash = half_hash and t.person = accounts_half_person() and t.ends_at > app_now();
  return found;
end $$;
-- Which factors of a frozen account prove that it is they: those bound before the event.
create function accounts_bound_before() returns timestamptz language sql stable security definer set search_path = public, pg_temp as
  $$ select t.frozen_since from accounts_account t where t.person = accounts_half_person() and t.frozen_at is not null $$;
create function accounts_thaw(half_hash bytea, stored text) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from accounts_half t where t.hash = half_hash and t.person = accounts_half_person() and t.thaw_at is not null and t.ends_at > app_now();
  if not found then return false; end if;
  update accounts_account t set frozen_at = null, frozen_since = null, password = stored, password_set_at = app_now(), password_by = 'person' where t.person = accounts_half_person();
  perform accounts_end_everything(accounts_half_person());
  return true;
end $$;

-- Codes in flight. Who knows the hash of the cookie is who it was sent for.
create function accounts_keep_sent_code(visit_hash bytea, why text, code_id uuid, way text, address text, address_shown text, code_mac bytea, until timestamptz) returns void
  language sql security definer set search_path = public, pg_temp as $$
  insert into accounts_sent_code as c (visit, purpose, id, channel, key, shown, mac, sent_at, ends_at) values (visit_hash, why, code_id, way, address, address_shown, code_mac, app_now(), until)
    on conflict (visit, purpose) do update set id = excluded.id, channel = excluded.channel, key = excluded.key, shown = excluded.shown, mac = excluded.mac, sent_at = excluded.sent_at, ends_at = excluded.ends_at $$;
create function accounts_sent_code_of(visit_hash bytea, why text) returns table (id uuid, channel text, key text, shown text, mac bytea, sent_at timestamptz, ends_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select c.id, c.channel, c.key, c.shown, c.mac, c.sent_at, c.ends_at from accounts_sent_code c where c.visit = visit_hash and c.purpose = why $$;
create function accounts_spend_sent_code(visit_hash bytea, why text, code_id uuid) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from accounts_sent_code c where c.visit = visit_hash and c.purpose = why and c.id = code_id and c.ends_at > app_now();
  return found;
end $$;

-- A passkey names its owner itself. The challenge is asked for under a cookie, and used once.
create function accounts_ask_passkey(ask_hash bytea, asked text, until timestamptz) returns void language sql security definer set search_path = public, pg_temp as
  $$ insert into accounts_passkey_ask (hash, challenge, ends_at) values (ask_hash, asked, until) $$;
create function accounts_take_passkey_ask(ask_hash bytea) returns text language sql security definer set search_path = public, pg_temp as
  $$ delete from accounts_passkey_ask t where t.hash = ask_hash and t.ends_at > app_now() returning t.challenge $$;
create function accounts_passkey_owner(credential text) returns table (person uuid, email text, name text, public_key bytea, counter bigint, transports text, frozen boolean)
  language sql stable security definer set search_path = public, pg_temp as $$
  select a.person, a.email_shown, a.name, k.public_key, k.counter, k.transports, a.frozen_at is not null
  from accounts_passkey k join accounts_account a on a.person = k.person where k.id = credential and a.kind = 'patient' and a.closed_into is null $$;

-- "Which e-mail did I use?": told to the very address that was typed, never on a page.
create function accounts_signs_in_with(address text) returns table (email text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select distinct k.email_shown from accounts_contact c join accounts_account a on a.person = c.person join accounts_account k on k.person = coalesce(a.closed_into, a.person)
  where c.key = address and a.kind = 'patient' and (c.ended_at > app_now() or c.recovery_until > app_now()) and c.recovery_from <= app_now() order by 1 limit 5 $$;

-- The wait after a lost second factor: asked by somebody who gave the password, after a code to a contact that may recover.
create function accounts_start_wait(wait_id uuid) returns table (id uuid, opens_at timestamptz) language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update accounts_wait w set state = 'cancelled' where w.person = accounts_half_person() and w.state = 'waiting' and w.ends_at <= app_now();
  insert into accounts_wait (id, person, asked_at, opens_at, ends_at)
    select wait_id, a.person, app_now(), app_now() + interval '24 hours', app_now() + interval '7 days' from accounts_account a
    where a.person = accounts_half_person() and a.frozen_at is null and a.password_by = 'person' on conflict do nothing;
  return query select w.id, w.opens_at from accounts_wait w where w.person = accounts_half_person() and w.state = 'waiting';
end $$;
-- The wait is over: what was on the lost phone ends, and a new second factor may be bound in this transaction. True once.
create function accounts_use_wait() returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  update accounts_wait w set state = 'used' where w.person = accounts_half_person() and w.state = 'waiting' and w.opens_at <= app_now() and app_now() < w.ends_at
    and exists (select 1 from accounts_account a where a.person = w.person and a.frozen_at is null and a.password_by = 'person');
  if not found then return false; end if;
  delete from accounts_app t where t.person = accounts_half_person();
  update accounts_contact c set ended_at = app_now() where c.person = accounts_half_person() and c.purpose = 'code' and c.ended_at > app_now();
  return true;
end $$;
create function accounts_cancel_wait(link_hash bytea) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
begin
  if not accounts_use_link(link_hash, 'cancel-wait') then return false; end if;
  update accounts_wait w set state = 'cancelled' where w.person = accounts_recovering() and w.state = 'waiting';
  return found;
end $$;

-- A change of the sign-in address is taken back from the old one, while the hold lasts. The new one ends at once.
create function accounts_undo_contact(link_hash bytea) returns boolean language plpgsql security definer set search_path = public, pg_temp as $$
declare c accounts_contact; o accounts_contact;
begin
  select n.* into c from accounts_contact n join accounts_link l on l.about = n.id and l.hash = link_hash where n.person = accounts_recovering() and n.ended_at > app_now() and n.recovery_from > app_now();
  if not found or not accounts_use_link(link_hash, 'undo-contact') then return false; end if;
  update accounts_contact t set ended_at = app_now(), recovery_until = app_now() where t.id = c.id;
  select * into o from accounts_contact t where t.id = c.replaces;
  if found then
    update accounts_contact t set ended_at = 'infinity', recovery_until = 'infinity' where t.id = o.id;
    if o.purpose = 'sign-in' then update accounts_account a set email = o.key, email_shown = o.shown where a.person = c.person; end if;
  end if;
  perform accounts_end_everything(c.person);
  return true;
end $$;

-- Two accounts of one person: the half of one and the session of the other are in this transaction. The closed one keeps its
-- row (its address leads here, and the joining can be undone for 72 hours).
create function accounts_close_into() returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare closing uuid := accounts_half_person(); kept uuid := app_person();
begin
  if closing is null or kept is null or closing = kept then return null; end if;
  update accounts_account t set closed_into = kept, closed_at = app_now() where t.person = closing and t.closed_into is null and t.frozen_at is null and t.kind = 'patient'
    and exists (select 1 from accounts_account k where k.person = kept and k.kind = 'patient' and k.closed_into is null and k.frozen_at is null);
  if not found then return null; end if;
  update accounts_account t set closed_into = kept where t.closed_into = closing;
  perform accounts_end_everything(closing);
  return closing;
end $$;
-- SQL door for access: was this account closed into the person of this transaction, or is it being taken apart again, just now?
create function accounts_joined_now(closed uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as
  $$ select exists (select 1 from accounts_account t where t.person = closed and t.closed_into = app_person() and t.closed_at = app_now()) $$;

-- Taken back within 72 hours: two accounts again, and nobody is in either of them.
create function accounts_part(link_hash bytea) returns uuid language plpgsql security definer set search_path = public, pg_temp as $$
declare closed uuid;
begin
  select l.about into closed from accounts_link l where l.hash = link_hash and l.kind = 'undo-joining';
  if closed is null or not accounts_use_link(link_hash, 'undo-joining') then return null; end if;
  update accounts_account t set closed_into = null, closed_at = app_now() where t.person = closed and t.closed_into = accounts_recovering();
  if not found then return null; end if;
  perform accounts_end_everything(accounts_recovering());
  return closed;
end $$;
-- SQL door for access: was this account parted from the person of this transaction's link, just now?
create function accounts_parted_now(closed uuid) returns boolean language sql stable security definer set search_path = public, pg_temp as
  $$ select exists (select 1 from accounts_account t where t.person = closed and t.closed_into is null and t.closed_at = app_now() and accounts_recovering() is not null) $$;

create function accounts_links_purge() returns void language sql security definer set search_path = public, pg_temp as $$
  delete from accounts_link t where t.ends_at < app_now() - interval '1 day';
  delete from accounts_sent_code t where t.ends_at < app_now() - interval '1 day';
  delete from accounts_passkey_ask t where t.ends_at <= app_now();
  delete from accounts_wait t where t.ends_at < app_now() - interval '90 days';
  delete from accounts_contact t where t.ended_at < app_now() - interval '2 years';
$$;
-- What was in flight when a backup was made opens nothing after its restore; called by the owner only.
create function accounts_links_restored() returns void language sql set search_path = public, pg_temp as $$
  delete from accounts_link;
  delete from accounts_sent_code;
  delete from accounts_passkey_ask;
  update accounts_wait set state = 'cancelled' where state = 'waiting';
$$;

revoke execute on function accounts_taken(text), accounts_enter_half(bytea), accounts_told(), accounts_hold(), accounts_recovered_by(text), accounts_ask_reset(text, bytea, timestamptz), accounts_enter_link(bytea, text),
  accounts_use_link(bytea, text), accounts_end_everything(uuid), accounts_reset_password(bytea, text), accounts_freeze(timestamptz), accounts_note_thaw(bytea), accounts_bound_before(), accounts_thaw(bytea, text),
  accounts_keep_sent_code(bytea, text, uuid, text, text, text, bytea, timestamptz), accounts_sent_code_of(bytea, text), accounts_spend_sent_code(bytea, text, uuid), accounts_ask_passkey(bytea, text, timestamptz),
  accounts_take_passkey_ask(bytea), accounts_passkey_owner(text), accounts_signs_in_with(text), accounts_start_wait(uuid), accounts_use_wait(), accounts_cancel_wait(bytea), accounts_undo_contact(bytea), accounts_close_into(),
  accounts_joined_now(uuid), accounts_part(bytea), accounts_parted_now(uuid), accounts_links_purge(), accounts_links_restored() from public;
grant execute on function accounts_taken(text), accounts_enter_half(bytea), accounts_told(), accounts_hold(), accounts_ask_reset(text, bytea, timestamptz), accounts_enter_link(bytea, text),
  accounts_use_link(bytea, text), accounts_reset_password(bytea, text), accounts_freeze(timestamptz), accounts_note_thaw(bytea), accounts_bound_before(), accounts_thaw(bytea, text),
  accounts_keep_sent_code(bytea, text, uuid, text, text, text, bytea, timestamptz), accounts_sent_code_of(bytea, text), accounts_spend_sent_code(bytea, text, uuid), accounts_ask_passkey(bytea, text, timestamptz),
  accounts_take_passkey_ask(bytea), accounts_passkey_owner(text), accounts_signs_in_with(text), accounts_start_wait(uuid), accounts_use_wait(), accounts_cancel_wait(bytea), accounts_undo_contact(bytea), accounts_close_into(),
  accounts_joined_now(uuid), accounts_part(bytea), accounts_parted_now(uuid) to portico_web;
grant execute on function accounts_taken(text), accounts_links_purge() to portico_operate;
