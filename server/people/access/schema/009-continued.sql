-- A chart that goes on under another number says so to its person, and stands after the one that goes on.
create or replace view access_chart with (security_barrier = true) as
  select r.patient, r.organization, r.relation, r.kinds, r.hidden, r.limited_by_age, r.unreleased, p.name, p.birth_date, p.mrn, p.deceased_on, p.continued_as
  from access_reach r join patients_patient p on p.id = r.patient;
create or replace view access_details with (security_invoker = true) as
  select p.id as patient, p.organization, p.mrn, p.name, p.birth_date, p.phone, p.email, p.address, p.language, p.updated_at, p.continued_as
  from access_reach r join patients_patient p on p.id = r.patient where r.relation = 'self';
