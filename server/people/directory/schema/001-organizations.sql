-- Which organizations are there, how does one reach them, and which rules of age do they follow?
create table directory_organization (
  id text primary key check (id ~ '^[a-z][a-z0-9-]{1,39}$'),
  name text not null,
  phone text,
  hours text,
  records_phone text,
  address text,
  time_zone text not null,
  language text not null default 'en'
);

-- Dated: the row with the latest valid_from that is not after app_now() rules.
create table directory_age_rule (
  organization text not null references directory_organization,
  valid_from timestamptz not null,
  teen_from smallint not null,           -- age in full years from which the young person has a private space and an own account
  adult_from smallint not null,
  parent_teen_kinds bigint not null,     -- mask over kinds a parent still sees of a teen
  parent_teen_hidden integer not null,   -- mask over labels a parent never sees of a teen
  primary key (organization, valid_from)
);

-- Where records come from: one row for each feed or way in.
create table directory_source (
  id text primary key,
  organization text not null references directory_organization,
  name text not null,
  last_received timestamptz,
  down_since timestamptz
);
grant select on directory_organization, directory_age_rule, directory_source to portico_web, portico_feed, portico_job, portico_operate;
grant insert, update on directory_organization, directory_age_rule, directory_source to portico_operate;
grant insert, update on directory_source to portico_feed;
