-- Clinical documents: the file as it came when it is no UTF-8 text, how new each record's source is, and which document takes
-- the place of which.
alter table store_raw add column bytes bytea;          -- the bytes as they came, when the text's UTF-8 is not the same
alter table store_record add column as_of timestamptz; -- when its source wrote it; an older one never overwrites a newer one

create table store_document (
  patient uuid not null,
  id uuid not null,                      -- of its text in store_raw
  record uuid not null,                  -- the record that shows it
  set_id uuid,                           -- the same through all versions of a document
  type text,                             -- LOINC document type
  version integer,
  retired boolean not null default false, -- another one has taken its place
  primary key (patient, id)
);
-- Known even before the replaced document comes, for they may come in any order.
create table store_replaced (
  patient uuid not null,
  document uuid not null,
  by_document uuid not null,
  primary key (patient, document, by_document)
);

do $$ declare t text; begin
  foreach t in array array['store_document', 'store_replaced'] loop
    execute format('alter table %I enable row level security', t);
    execute format('alter table %I force row level security', t);
    execute format('create policy store_feed_document on %I for all to portico_feed, portico_operate using (true) with check (true)', t);
  end loop;
end $$;
grant select, insert, update on store_document to portico_feed, portico_operate;
grant select, insert on store_replaced to portico_feed, portico_operate;
-- What a document no longer says is no part of it any more.
grant delete on store_part to portico_feed, portico_operate;

-- The file behind a document, by the checksum that its body carries: whoever may read the body may have the file. Runs as the
-- owner; nobody can list with it.
create policy store_raw_door on store_raw for select to current_user using (type = 'ClinicalDocument');
create function store_original(of_patient uuid, sha256 bytea) returns bytea language plpgsql stable security definer set search_path = public, pg_temp as
  $$ begin
    return (select coalesce(w.bytes, convert_to(w.text, 'UTF8')) from public.store_raw w where w.patient = of_patient and w.version = sha256 and w.type = 'ClinicalDocument' limit 1);
  end $$;
revoke execute on function store_original(uuid, bytea) from public;
grant execute on function store_original(uuid, bytea) to portico_web, portico_job, portico_operate;
