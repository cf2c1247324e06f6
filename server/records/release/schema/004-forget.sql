-- A record that never was a patient's leaves nothing behind: not that somebody called about it either.
grant delete on release_call to portico_feed, portico_operate;
