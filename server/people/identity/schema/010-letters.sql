-- Who asked for a letter in place of a code by phone or mail, and was it printed? The desk prints it with its own codes.
alter table identity_signup add column letter_sent_at timestamptz;
grant select (letter_sent_at) on identity_signup to portico_desk;
grant update (letter_sent_at) on identity_signup to portico_desk;
