-- By what does a source say that two charts are one? 'link': by a link of one Patient to the other, which may be gone from a newer version of
-- that Patient; 'link-gone': it went, and speaks neither for nor against any other statement of the two.
alter table patients_merge add column claim text check (claim in ('link', 'link-gone'));
