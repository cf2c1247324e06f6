-- A thing of which texts came under several numbers of one person stands once: its texts lie together in one of their charts. Under which
-- number a text came stays known, so that it goes back there when the charts turn out to be two people's.
alter table store_raw add column own uuid; -- the chart whose number it came under; null: the one it is in
create index store_raw_own on store_raw (own, id) where own is not null;
grant update (patient, own) on store_raw to portico_feed, portico_operate;
