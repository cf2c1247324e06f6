-- What a source sent and what is here may not add up: a trouble of its own, recorded as it begins and ends, and no page calls itself
-- complete meanwhile.
alter table directory_incident drop constraint directory_incident_what_check;
alter table directory_incident add constraint directory_incident_what_check check (what in ('everything', 'sign-in', 'mail', 'texts', 'records', 'source', 'counts'));
alter table directory_incident drop constraint directory_incident_check;
alter table directory_incident add constraint directory_incident_check check ((what in ('source', 'counts')) = (source is not null));
create index directory_incident_counts on directory_incident (source) where what = 'counts' and ended_at is null;
