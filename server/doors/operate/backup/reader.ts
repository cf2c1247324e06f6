// As whom is everything read? As `portico_backup`: it may read every row of every table and do nothing else, nobody can sign in as it,
// and only the owner of the database can become it. Row level security stays forced: this role is written into it, not past it.
import type pg from 'pg'
import { unreadable } from './catalog.ts'
import { BackupRefused } from './refused.ts'
import { asOwner } from './session.ts'

export const readerRole = 'portico_backup'

/** Two starts at once: one of them does it. */
const advisoryLock = 7_041_918

const makeRole = `do $$ begin
  perform pg_advisory_xact_lock(${advisoryLock});
  begin
    create role ${readerRole} nologin noinherit;
  exception when duplicate_object or unique_violation then null; -- of another database of this cluster
  end;
  if exists (select 1 from pg_roles where rolname = '${readerRole}' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolcanlogin)) then
    raise exception 'the database role ${readerRole} exists with more rights than it may have: alter or drop it';
  end if;
  -- Since 16 to make a role is not yet to be allowed to become it.
  if not pg_has_role(current_user, '${readerRole}', case when current_setting('server_version_num')::int >= 160000 then 'SET' else 'MEMBER' end) then
    execute format('grant ${readerRole} to %I' || case when current_setting('server_version_num')::int >= 160000 then ' with inherit false, set true' else '' end, current_user);
  end if;
end $$`

const letRead = `do $$ declare t record; begin
  perform pg_advisory_xact_lock(${advisoryLock});
  grant usage on schema public to ${readerRole};
  grant select on all sequences in schema public to ${readerRole};
  for t in select oid, relname, relrowsecurity from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition and relname <> 'kernel_migration' loop
    if not has_table_privilege('${readerRole}', t.oid, 'select') then
      execute format('grant select on %I to ${readerRole}', t.relname);
    end if;
    if t.relrowsecurity and not exists (select 1 from pg_policy where polrelid = t.oid and polname = 'operate_backup') then
      execute format('create policy operate_backup on %I for select to ${readerRole} using (true)', t.relname);
    end if;
  end loop;
end $$`

/** Lets the backup's role read every table there is now. Runs after the migrations, at each start: a table that came with a new version counts at once. */
export function letBackupRead(connection: pg.PoolConfig): Promise<void> {
  return asOwner(connection, async (client) => {
    await client.query(makeRole)
    if ((await unreadable(client, readerRole)).length > 0) await client.query(letRead)
  })
}

/** For this transaction only. Refuses when any table would be read in part: a backup is whole or it is none. */
export async function becomeReader(client: pg.Client): Promise<void> {
  const missing = await unreadable(client, readerRole)
  if (missing.length > 0) throw new BackupRefused(`${readerRole} cannot read every row of ${missing.join(', ')}`)
  await client.query(`set local role ${readerRole}`)
}
