-- Which texts is a record made of, as one delivery brought them? Its own and those of its parts, each found by its name.
create function store_texts_of(of_patient uuid, of_record uuid, by_delivery uuid) returns table (line integer, mapping smallint, as_of timestamptz)
  language plpgsql stable security definer rows 2 set search_path = public, pg_temp as
  $$ begin
    return query select r.line, r.mapping, r.as_of
      from (select of_record as id union select p.part from public.store_part p where p.patient = of_patient and p.record = of_record) k
      join public.store_raw r on r.patient = of_patient and r.id = k.id where r.delivery = by_delivery;
  end $$;
revoke execute on function store_texts_of(uuid, uuid, uuid) from public;

create or replace function store_provenance(of_patient uuid, of_record uuid, by_delivery uuid) returns store_provenance_of language plpgsql stable security definer set search_path = public, pg_temp as
  $$ declare whence public.store_provenance_of; begin
    select d.source, s.name, d.form, d.kind, d.sent_at, d.received_at, w.entries, coalesce((d.report ->> 'mapping')::smallint, w.mapping) into whence
    from public.store_delivery d join public.directory_source s on s.id = d.source
    cross join (select array_agg(distinct t.line order by t.line) as entries, max(t.mapping) as mapping from public.store_texts_of(of_patient, of_record, by_delivery) t) w
    where d.id = by_delivery;
    return whence;
  end $$;

-- When does the source of a version say that it wrote it? Of the texts that one delivery brought of a record: the newest. For the order of
-- its history; which version rules is decided when it comes (store_older). Runs as the owner; nobody can list with it.
create function store_said_at(of_patient uuid, of_record uuid, by_delivery uuid) returns timestamptz language plpgsql stable security definer set search_path = public, pg_temp as
  $$ begin
    return (select max(t.as_of) from public.store_texts_of(of_patient, of_record, by_delivery) t);
  end $$;
revoke execute on function store_said_at(uuid, uuid, uuid) from public;
grant execute on function store_said_at(uuid, uuid, uuid) to portico_web, portico_job, portico_operate;
