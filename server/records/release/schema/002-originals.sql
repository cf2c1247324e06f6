-- The file behind a clinical document: only of bodies that release_body shows to the viewer of the transaction.
create view release_original with (security_invoker = true) as
  select b.patient, b.record, b.kind, b.body #>> '{told,original,name}' as name, store_original(b.patient, decode(b.body #>> '{told,original,version}', 'hex')) as bytes
  from release_body b where b.body #>> '{told,original,version}' is not null;
grant select on release_original to portico_web, portico_job;
