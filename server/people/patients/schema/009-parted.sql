-- Two people after all: who said so of a merge, and why. A source that says again that they are one then waits for staff. `said_in`: the
-- delivery (store) by which a source said it first.
alter table patients_merge add column said_in uuid, add column ended_by uuid, add column ended_by_name text,
  add column ended_reason text check (length(ended_reason) between 1 and 500);
create index patients_merge_parted on patients_merge (patient, other) where ended_by_name is not null;

-- The records office and administrators see the merges of two charts of their organization; they end them through the feeds' own work.
create policy patients_merge_desk on patients_merge for select to portico_desk using ((app_role('records-office') or app_role('administrator'))
  and exists (select 1 from patients_patient p where p.id = patient and p.organization = app_organization())
  and exists (select 1 from patients_patient p where p.id = other and p.organization = app_organization()));
grant select on patients_merge to portico_desk;
