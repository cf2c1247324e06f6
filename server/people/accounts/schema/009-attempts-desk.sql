-- The desk reads what was tried in a sign-up, by the help code's case: knowing the key is the right to ask, for them too.
grant execute on function accounts_attempts(bytea[]) to portico_desk;
