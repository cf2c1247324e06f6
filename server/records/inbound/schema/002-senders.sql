-- By which names may a feed send? MSH-3 and MSH-4 as "APPLICATION" or "APPLICATION|FACILITY"; none: whatever its messages say.
alter table inbound_feed add column senders text[] not null default '{}';
grant update (senders) on inbound_feed to portico_desk;
