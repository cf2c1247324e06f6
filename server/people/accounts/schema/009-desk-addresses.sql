-- The desk writes to whoever has the account of a chart of its organization: access_people_of() tells it which persons these are.
grant execute on function accounts_addresses(uuid[]) to portico_desk;
