-- Letters for a print shop: which charts of a list got their letter, and which did not, and why? A code waits here sealed only until
-- the file that holds it is written; then the batch forgets it.
create table identity_batch (
  id uuid primary key,
  organization text not null,
  source bytea not null,                  -- SHA-256 of the list and what was asked with it: the same list goes on where it stopped
  printed_on date not null,               -- the letters' date; the codes' days count from it
  started_at timestamptz not null,
  done_at timestamptz
);
create unique index identity_batch_running on identity_batch (organization, source) where done_at is null;

create table identity_batch_line (
  batch uuid not null references identity_batch on delete cascade,
  line integer not null,                  -- its place in the list
  mrn text not null,
  code uuid,                              -- no reference: the code may be purged before the batch is
  letter bytea,                           -- what the letter says, its code too, sealed; null once the file is written
  refused text,                           -- a refusal, or why the list itself was wrong
  until date,
  primary key (batch, line)
);

do $$ declare t text; begin
  foreach t in array array['identity_batch', 'identity_batch_line'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy identity_owner on %I for all to current_user using (true) with check (true)', t);
    execute format('create policy identity_operate on %I for all to portico_operate using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to portico_operate', t);
  end loop;
end $$;

-- A batch that nobody went on with for a week forgets its codes; what became of each line stays for 90 days.
create function identity_purge_batches() returns void language sql security definer set search_path = public, pg_temp as $$
  update identity_batch_line l set letter = null from identity_batch b where b.id = l.batch and l.letter is not null and (b.done_at is not null or b.started_at < app_now() - interval '7 days');
  delete from identity_batch b where b.started_at < app_now() - interval '90 days';
$$;
revoke execute on function identity_purge_batches() from public;
grant execute on function identity_purge_batches() to portico_operate;
