-- What should registration change in a chart? Asked by the patient from their details, or by the desk that helped somebody.
-- The chart itself is changed by the organization's own system, and comes back with its feed: nothing here writes to it.
-- Who may read and ask on their own behalf stands in access (it knows whose chart it is); the desk's part in 004.
create table patients_correction (
  patient uuid not null references patients_patient,
  id uuid not null,
  organization text not null references directory_organization,
  field text not null,                   -- closed list: contract/corrections.ts
  was text,                              -- as the chart had it when it was asked
  becomes text not null,
  source text not null check (source in ('patient', 'desk')),
  state text not null default 'sent' check (state in ('sent', 'done', 'refused')),
  reason text,                           -- of the decision, as told to the patient
  asked_by uuid,
  asked_by_name text not null,
  asked_at timestamptz not null,
  decided_by uuid,
  decided_by_name text,
  decided_at timestamptz,
  primary key (patient, id),
  check ((state = 'sent') = (decided_at is null)),
  check (state <> 'refused' or length(reason) > 0)
);
create index patients_correction_open on patients_correction (organization, asked_at) where state = 'sent';

alter table patients_correction enable row level security;
alter table patients_correction force row level security;
create policy patients_correction_operate on patients_correction for all to portico_operate using (true) with check (true);
grant select, insert, update on patients_correction to portico_operate;
-- One asks, and takes nothing back: what was asked stays as it was.
grant select, insert (patient, id, organization, field, was, becomes, source, asked_by, asked_by_name, asked_at) on patients_correction to portico_web;
