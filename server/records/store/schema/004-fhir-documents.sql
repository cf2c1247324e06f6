-- The file behind a document may be FHIR: the bundle of a document, or its Composition when that came alone.
create or replace function store_original(of_patient uuid, sha256 bytea) returns bytea language plpgsql stable security definer set search_path = public, pg_temp as
  $$ begin
    return (select coalesce(w.bytes, convert_to(w.text, 'UTF8')) from public.store_raw w where w.patient = of_patient and w.version = sha256 and w.type in ('ClinicalDocument', 'Bundle', 'Composition') limit 1);
  end $$;
drop policy store_raw_door on store_raw;
create policy store_raw_door on store_raw for select to current_user using (type in ('ClinicalDocument', 'Bundle', 'Composition'));
-- By its checksum, without a walk through everything of the patient.
create index store_raw_document on store_raw (patient, version) where type in ('ClinicalDocument', 'Bundle', 'Composition');
