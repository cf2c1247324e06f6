-- What came on some days is counted again from what is here. Texts lie in the order in which they came: an index of blocks is enough, costs
-- nothing when they are written, and never tempts a look-up by name.
create index store_raw_received on store_raw using brin (received_at);
