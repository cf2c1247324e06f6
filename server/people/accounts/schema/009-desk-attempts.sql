-- The desk reads what was tried on a sign-up that it opened with two details: no retelling on the phone.
grant execute on function accounts_attempts(bytea[]) to portico_desk;
