-- What does a clinic have on file about oneself, and what may one ask to change? Only of one's own charts: a parent or a
-- trusted person reads no phone number and no address here.
create view access_details with (security_invoker = true) as
  select p.id as patient, p.organization, p.mrn, p.name, p.birth_date, p.phone, p.email, p.address, p.language, p.updated_at
  from access_reach r join patients_patient p on p.id = r.patient where r.relation = 'self';
grant select on access_details to portico_web;

create policy access_reads_own_corrections on patients_correction for select to portico_web using (patient = any ((select access_self())::uuid[]));
create policy access_asks_corrections on patients_correction for insert to portico_web
  with check (patient = any ((select access_self())::uuid[]) and source = 'patient' and state = 'sent' and asked_by = app_person());
