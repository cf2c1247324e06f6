-- What have we told people by mail? Written in the transaction of its cause, sent afterwards (at least once, with one id).
create table notices_mail (
  id uuid primary key,
  via text not null check (via in ('mailbox', 'smtp')),   -- the trial's own mailbox, or the relay
  kind text not null,                     -- closed list: mail.ts
  recipient text not null,
  subject text not null,
  body text not null,                     -- emptied once the relay took it: links and codes do not stay here
  written_at timestamptz not null,
  useful_until timestamptz not null,      -- a link that ran out is not sent any more
  next_try_at timestamptz not null,
  tries integer not null default 0,
  sent_at timestamptz,
  given_up_at timestamptz
);
create index notices_mail_due on notices_mail (next_try_at) where via = 'smtp' and sent_at is null and given_up_at is null;
create index notices_mail_newest on notices_mail (written_at desc) where via = 'mailbox';

alter table notices_mail enable row level security;
alter table notices_mail force row level security;
create policy notices_write on notices_mail for insert to portico_web, portico_feed, portico_job, portico_operate with check (true);
-- Only mail that a trial wrote for its own mailbox can be read by the web role; real mail never.
create policy notices_mailbox on notices_mail for select to portico_web, portico_operate using (via = 'mailbox');
create policy notices_deliver on notices_mail for all to portico_job using (via = 'smtp') with check (via = 'smtp');
grant insert on notices_mail to portico_web, portico_feed, portico_job, portico_operate;
grant select on notices_mail to portico_web, portico_operate, portico_job;
grant update (body, tries, next_try_at, sent_at, given_up_at) on notices_mail to portico_job;
