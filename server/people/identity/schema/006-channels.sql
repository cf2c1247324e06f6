-- By which way did a code go out, who gave it out, and what became of it? One open code for a chart, whatever its way.
alter table identity_code
  add column channel text not null default 'letter' check (channel in ('letter', 'mail', 'text', 'desk', 'screen')),
  add column issued_by uuid,              -- the person of the staff; null: an operator
  add column issued_as text not null default 'operator' check (issued_as in ('operator', 'staff')),
  add column sent_to bytea,               -- the address or the number it went to, sealed
  add column ended text check (ended in ('replaced', 'stopped', 'not-me')),  -- why it was voided; null with voided_at: a restored backup
  add column replaced_by uuid,
  add column burnt_at timestamptz,        -- the fifth wrong try (R34); the counter itself stands in accounts
  add column stop_hash bytea,             -- SHA-256 of the "this was not me" link that went to the contacts on file
  add column reported_at timestamptz;     -- when somebody pressed it
update identity_code set ended = 'replaced' where voided_at is not null;

-- Where two letters at once left two open codes, the older one stops now; from here on the index keeps them apart.
update identity_code c set voided_at = (select max(m.issued_at) from identity_code m where m.patient = c.patient), ended = 'replaced'
  where c.spent_at is null and c.voided_at is null
    and exists (select 1 from identity_code n where n.patient = c.patient and n.spent_at is null and n.voided_at is null and (n.issued_at, n.id) > (c.issued_at, c.id));
create unique index identity_code_one_open on identity_code (patient) where spent_at is null and voided_at is null;
create unique index identity_code_stop on identity_code (stop_hash) where stop_hash is not null;
create index identity_code_any on identity_code (code_index);
grant select (channel, sent_to) on identity_code to portico_web;

-- Somebody whose code and birth date were right, but the code is over: what they typed waits here for the next page.
create table identity_over (
  hash bytea primary key,                 -- SHA-256 of the cookie
  code uuid not null references identity_code on delete cascade,
  typed bytea not null,                   -- the birth date, sealed
  ends_at timestamptz not null
);
create index identity_over_ends on identity_over (ends_at);
alter table identity_over enable row level security;
alter table identity_over force row level security;
create policy identity_owner on identity_over for all to current_user using (true) with check (true);
create policy identity_operate on identity_over for all to portico_operate using (true) with check (true);
create policy identity_over_own on identity_over for all to portico_web
  using (hash = decode(identity_joining_now(), 'hex')) with check (hash = decode(identity_joining_now(), 'hex'));
grant select, insert, update, delete on identity_over to portico_operate;
grant insert on identity_over to portico_web;

-- The code with this index, or of this square: the open one; else the newest that is over. Whether it is over is told to
-- nobody but who has the code and the birth date.
drop function identity_find_code(bytea, bytea);
create function identity_find_code(wanted_index bytea, wanted_square bytea)
  returns table (id uuid, hash bytea, salt bytea, expires_at timestamptz, open boolean, channel text)
  language sql stable security definer set search_path = public, pg_temp as $$
  select c.id, case when wanted_square is null then c.hash else c.square_proof end, c.salt, c.expires_at, c.spent_at is null and c.voided_at is null, c.channel from identity_code c
  where (wanted_square is null and c.code_index = wanted_index) or c.square_hash = wanted_square
  order by (c.spent_at is null and c.voided_at is null) desc, c.issued_at desc, c.id limit 1 $$;

-- The keyed index of a square's code, so that both ways in count against the same five tries; the given one when there is none.
create or replace function identity_index_of(wanted_square bytea, otherwise bytea) returns bytea
  language sql stable security definer set search_path = public, pg_temp as
  $$ select coalesce((select c.code_index from identity_code c where c.square_hash = wanted_square), otherwise) $$;

-- A wrong try was counted; the last one burns the open code of this index, for whoever reads its state.
create function identity_burn(wanted_index bytea, burns boolean) returns void
  language sql security definer set search_path = public, pg_temp as $$
  update identity_code c set burnt_at = app_now() where burns and c.code_index = wanted_index and c.spent_at is null and c.voided_at is null and c.burnt_at is null $$;

-- What became of the code that this cookie's holder typed? Only for somebody who had it right.
create function identity_enter_over(token_hash bytea)
  returns table (code uuid, organization text, channel text, typed bytea, until date, spent_at timestamptz, voided_at timestamptz, ended text, newer_channel text, newer_at timestamptz)
  language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
  return query select c.id, c.organization, c.channel, o.typed, c.until, c.spent_at, c.voided_at, c.ended, n.channel, n.issued_at
    from identity_over o join identity_code c on c.id = o.code left join identity_code n on n.id = c.replaced_by
    where o.hash = token_hash and o.ends_at > app_now();
end $$;

-- The "this was not me" link: whose code is it, and what became of it? Its token is as good as the mailbox it went to.
create function identity_stoppable(token_hash bytea) returns table (organization text, channel text, issued_at timestamptz, spent boolean, reported boolean)
  language sql stable security definer set search_path = public, pg_temp as
  $$ select c.organization, c.channel, c.issued_at, c.spent_at is not null, c.reported_at is not null from identity_code c where c.stop_hash = token_hash $$;

-- Its button: an open code stops at once; a used one is marked for the desk. Gives the patient, once.
create function identity_stop(token_hash bytea) returns table (code uuid, patient uuid, spent boolean)
  language sql security definer set search_path = public, pg_temp as $$
  update identity_code c set reported_at = app_now(),
    voided_at = case when c.spent_at is null then coalesce(c.voided_at, app_now()) end,
    ended = case when c.spent_at is null and c.voided_at is null then 'not-me' else c.ended end
  where c.stop_hash = token_hash and c.reported_at is null returning c.id, c.patient, c.spent_at is not null $$;

create function identity_purge_over() returns void language sql security definer set search_path = public, pg_temp as
  $$ delete from identity_over o where o.ends_at <= app_now() $$;

revoke execute on function identity_find_code(bytea, bytea), identity_burn(bytea, boolean), identity_enter_over(bytea), identity_stoppable(bytea), identity_stop(bytea), identity_purge_over() from public;
grant execute on function identity_find_code(bytea, bytea), identity_burn(bytea, boolean), identity_enter_over(bytea), identity_stoppable(bytea), identity_stop(bytea) to portico_web;
grant execute on function identity_purge_over() to portico_operate;
