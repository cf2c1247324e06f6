-- What does an organization offer at its door, where are its sites and when are they open, which names and clues lead to it,
-- and what has it become part of? Public facts: nothing of a patient stands here.

create table directory_offer (
  organization text primary key references directory_organization,
  sign_up text not null check (sign_up in ('online', 'in-person', 'elsewhere', 'closed')),
  proofs text[] not null check (proofs <@ array['mrn', 'phone', 'email', 'address', 'ssn4']),
  leading_zeros text not null check (leading_zeros in ('significant', 'ignored')),
  codes text[] not null check (codes <@ array['letter', 'mail', 'text', 'desk']),
  elsewhere_name text,
  elsewhere_url text check (elsewhere_url like 'https://%'),
  in_person_note text check (length(in_person_note) <= 300),
  check ((sign_up = 'elsewhere') = (elsewhere_url is not null and elsewhere_name is not null))
);

create table directory_site (
  id uuid primary key,
  organization text not null references directory_organization,
  name text not null check (length(name) between 1 and 120),
  line text,
  town text,
  region text,
  postal_code text,
  phone text,
  hours jsonb,                           -- contract/opening-hours.ts; null: not said
  place smallint not null default 0      -- order; the first is the one whose desk is meant when none is named
);
create index directory_site_of on directory_site (organization, place, id);

-- Dated: a former name has an end. 'bill': as it stands on bills and statements.
create table directory_name (
  id uuid primary key,
  organization text not null references directory_organization,
  name text not null check (length(name) between 1 and 120),
  use text not null check (use in ('official', 'former', 'alias', 'bill')),
  valid_from date,
  valid_until date,
  check (valid_from is null or valid_until is null or valid_from < valid_until)
);
create index directory_name_of on directory_name (organization, id);

create table directory_doctor (
  id uuid primary key,
  organization text not null references directory_organization,
  name text not null check (length(name) between 1 and 120),
  specialty text check (length(specialty) <= 80)
);
create index directory_doctor_of on directory_doctor (organization, id);

-- What an e-mail or a bill of this organization carries. Domains are stored lower-case, in ASCII.
create table directory_clue (
  id uuid primary key,
  organization text not null references directory_organization,
  kind text not null check (kind in ('sender-domain', 'web-address', 'bill-phrase')),
  value text not null check (length(value) between 3 and 200)
);
create index directory_clue_of on directory_clue (organization, id);

-- From valid_from to valid_until the old organization is read as part of (merged) or as the new name of (renamed) the other.
-- Charts keep their organization for ever; nothing is re-keyed.
create table directory_merger (
  id uuid primary key,
  organization text not null references directory_organization,
  into_organization text not null references directory_organization,
  kind text not null check (kind in ('merged', 'renamed')),
  valid_from timestamptz not null,
  valid_until timestamptz not null default 'infinity',
  mrn_prefix text check (mrn_prefix ~ '^[A-Za-z0-9]{1,10}$'),   -- how the new organization writes old record numbers: "SB-1234"
  changed text[] not null check (changed <@ array['name', 'phone', 'address', 'email', 'bills', 'portal']),
  check (organization <> into_organization),
  check (valid_from < valid_until)
);
create index directory_merger_of on directory_merger (organization, valid_from);
create index directory_merger_into on directory_merger (into_organization, valid_from);

-- One number that grows with every change to what can be found: a process that holds the directory in memory asks it.
-- The row is made by the first change: an empty database holds no rows.
create table directory_change (one boolean primary key default true check (one), number bigint not null);

grant select on directory_offer, directory_site, directory_name, directory_doctor, directory_clue, directory_merger, directory_change to portico_web, portico_feed, portico_job, portico_operate;
grant insert, update, delete on directory_offer, directory_site, directory_name, directory_doctor, directory_clue, directory_merger to portico_operate;
grant insert, update on directory_change to portico_operate;
