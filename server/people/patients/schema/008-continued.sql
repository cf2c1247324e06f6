-- Which number does a chart go on under, since its source merged it into another? Null: under its own. Said of every chart of a group anew
-- whenever one of its merges begins or ends; groups are small.
alter table patients_patient add column continued_as text;
create function patients_continue(touched uuid[]) returns void language sql as $$
  with recursive group_ as (
    select distinct a.member as id from patients_alike a where a.patient = any (touched) and a.valid_until = 'infinity'
    union select unnest(touched)
  ), onward as (
    select g.id, m.patient as into_chart, 1 as steps from group_ g join patients_merge m on m.other = g.id and m.source is not null and m.valid_from <= app_now() and app_now() < m.valid_until
    union all
    select o.id, m.patient, o.steps + 1 from onward o join patients_merge m on m.other = o.into_chart and m.source is not null and m.valid_from <= app_now() and app_now() < m.valid_until where o.steps < 20
  ), last_ as (select distinct on (id) id, into_chart from onward where into_chart <> id order by id, steps desc, into_chart)
  update patients_patient p set continued_as = s.mrn
    from group_ g left join last_ l on l.id = g.id left join patients_patient s on s.id = l.into_chart
    where p.id = g.id and p.continued_as is distinct from s.mrn $$;
