-- What have we told people by text message? Beside mail: written in the transaction of its cause, sent afterwards with one id.
create table notices_text (
  id uuid primary key,
  via text not null check (via in ('mailbox', 'gateway')),          -- the trial's own page, or the gateway
  kind text not null,                     -- closed list: words/en/text.ts
  recipient text not null check (recipient ~ '^\+[1-9][0-9]{7,14}$'), -- E.164
  body text not null,                     -- emptied once the gateway took it: codes do not stay here
  written_at timestamptz not null,
  useful_until timestamptz not null,      -- a code that ran out is not sent any more
  next_try_at timestamptz not null,
  tries integer not null default 0,
  taken_at timestamptz,                   -- the last try began: until it may have ended nobody else begins one
  sent_at timestamptz,
  given_up_at timestamptz
);
alter table notices_mail add column taken_at timestamptz;
grant update (taken_at) on notices_mail to portico_job;
create index notices_text_due on notices_text (next_try_at) where via = 'gateway' and sent_at is null and given_up_at is null;
create index notices_text_newest on notices_text (written_at desc) where via = 'mailbox';

-- How is the way out? One row for the mail relay and one for the text gateway; nothing about a person.
create table notices_way (
  way text primary key check (way in ('mail', 'text')),
  last_taken_at timestamptz,              -- it took something
  failing_since timestamptz,              -- first of the tries that failed since then; null while it takes things
  last_failed_at timestamptz
);

do $$ declare t text; begin
  foreach t in array array['notices_text', 'notices_way'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy notices_owner on %I for all to current_user using (true) with check (true)', t);
  end loop;
end $$;
create policy notices_owner on notices_mail for all to current_user using (true) with check (true);
create policy notices_write on notices_text for insert to portico_web, portico_feed, portico_job, portico_operate with check (true);
-- Only what a trial wrote for its own page can be read by the web role; a real text never.
create policy notices_mailbox on notices_text for select to portico_web, portico_operate using (via = 'mailbox');
create policy notices_deliver on notices_text for all to portico_job using (via = 'gateway') with check (via = 'gateway');
create policy notices_ways on notices_way for all to portico_job using (true) with check (true);
grant insert on notices_text to portico_web, portico_feed, portico_job, portico_operate;
grant select on notices_text to portico_web, portico_operate, portico_job;
grant update (body, tries, next_try_at, taken_at, sent_at, given_up_at) on notices_text to portico_job;
grant select, insert, update on notices_way to portico_job;

-- Is the relay or the gateway dead? Ages and instants only, for the pages that need it and for /status.
create function notices_health() returns table (way text, oldest_waiting timestamptz, last_taken_at timestamptz, failing_since timestamptz, last_failed_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp as $$
  select w.name, case w.name when 'mail' then (select min(m.written_at) from notices_mail m where m.via = 'smtp' and m.sent_at is null and m.given_up_at is null)
      else (select min(t.written_at) from notices_text t where t.via = 'gateway' and t.sent_at is null and t.given_up_at is null) end,
    y.last_taken_at, y.failing_since, y.last_failed_at
  from (values ('mail'), ('text')) as w (name) left join notices_way y on y.way = w.name
$$;

-- What was sent or given up 90 days ago goes, and a trial's page keeps as long.
create function notices_purge() returns void language sql security definer set search_path = public, pg_temp as $$
  delete from notices_mail t where t.written_at < app_now() - interval '90 days' and (t.via = 'mailbox' or t.sent_at is not null or t.given_up_at is not null);
  delete from notices_text t where t.written_at < app_now() - interval '90 days' and (t.via = 'mailbox' or t.sent_at is not null or t.given_up_at is not null);
$$;

-- What of this room is void once a backup is restored (security.md C10)? What waited then was sent long ago, or is of no use now.
-- SQL door for operate, called by the owner in the transaction of the restore; nobody else may.
create function notices_restored() returns void language sql set search_path = public, pg_temp as $$
  update notices_mail set given_up_at = app_now(), body = '' where via = 'smtp' and sent_at is null and given_up_at is null;
  update notices_text set given_up_at = app_now(), body = '' where via = 'gateway' and sent_at is null and given_up_at is null;
  delete from notices_way;
$$;
revoke execute on function notices_health(), notices_purge(), notices_restored() from public;
grant execute on function notices_health() to portico_web, portico_job, portico_operate;
grant execute on function notices_purge() to portico_operate;
