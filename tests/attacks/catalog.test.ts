// What could somebody do who can run any SQL as the web role? The catalog says: R52, R54, T1, T2, T26. Generated, so that a new table counts at once.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { databaseRoles, roleConnection, roleName } from '#kernel'
import { type GivenDatabase, asOwner, givenDatabase } from '../given/database.ts'

let given: GivenDatabase
before(async () => {
  given = await givenDatabase()
})
after(() => given.end())

const look = <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> => asOwner(given.owner, async (client) => (await client.query<Row>(sql, values)).rows)

/** Nothing of a person in them: what an organization is called, which ages and release rules it follows, which files ran. */
const public_ = new Set(['directory_organization', 'directory_age_rule', 'directory_source', 'directory_incident', 'directory_source_pace', 'directory_closure', 'directory_offer', 'directory_site', 'directory_name', 'directory_doctor', 'directory_clue', 'directory_merger', 'directory_change', 'directory_entry', 'directory_entry_key', 'directory_edit', 'release_policy', 'release_active', 'audit_seal', 'kernel_migration'])

test('every table that holds something of a person has row level security, also for its owner', async () => {
  const tables = await look<{ name: string; on: boolean; forced: boolean }>("select relname as name, relrowsecurity as on, relforcerowsecurity as forced from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')")
  assert.ok(tables.length > 20)
  assert.deepEqual(tables.filter((table) => !public_.has(table.name) && !(table.on && table.forced)).map((table) => table.name), [])
})

test('no role of the house is superuser, passes row level security, owns anything or is a member of another', async () => {
  const roles = databaseRoles.map(roleName)
  const strong = await look("select rolname from pg_roles where rolname = any ($1) and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)", [roles])
  const owning = await look("select relname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = any ($1)", [roles])
  const members = await look('select 1 from pg_auth_members m join pg_roles r on r.oid = m.member where r.rolname = any ($1)', [roles])
  assert.deepEqual([strong, owning, members], [[], [], []])
})

test('every function that runs as its owner has a fixed search path with the temporary schema last, and is not for everybody', async () => {
  const functions = await look<{ name: string; config: string[] | null; everybody: boolean }>(`select p.proname as name, p.proconfig as config, has_function_privilege('public', p.oid, 'execute') as everybody
    from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef`)
  assert.ok(functions.length > 8)
  assert.deepEqual(functions.filter((one) => !(one.config ?? []).some((setting) => /^search_path=.*pg_temp$/.test(setting))).map((one) => one.name), [])
  assert.deepEqual(functions.filter((one) => one.everybody).map((one) => one.name), [])
})

/** Owner's eyes on purpose: the names of the charts that access_reaching() gives for this very transaction. */
const ownersViews = new Set(['access_chart'])

test('every view asks with the rights of who reads it', async () => {
  const views = await look<{ name: string; options: string[] | null }>("select relname as name, reloptions as options from pg_class where relnamespace = 'public'::regnamespace and relkind = 'v'")
  assert.ok(views.length > 3)
  assert.deepEqual(views.filter((view) => !ownersViews.has(view.name) && !(view.options ?? []).includes('security_invoker=true')).map((view) => view.name), [])
})

/** What the web role may do beside reading. A longer list is a decision: say why where the grant stands. */
const mayWrite: Readonly<Record<string, string>> = {
  'accounts_account:INSERT': '*', 'accounts_account:UPDATE': 'codes_shown,codes_shown_until,email,email_shown,password,password_by,password_set_at',
  'accounts_contact:INSERT': '*', 'accounts_contact:UPDATE': 'ended_at,recovery_until,used_at', 'accounts_link:INSERT': '*',
  'accounts_app:DELETE': '*', 'accounts_app:INSERT': '*', 'accounts_app:UPDATE': 'last_step',
  'accounts_half:DELETE': '*', 'accounts_half:INSERT': '*', 'accounts_half:UPDATE': 'challenge,new_secret',
  'accounts_passkey:DELETE': '*', 'accounts_passkey:INSERT': '*', 'accounts_passkey:UPDATE': 'counter,used_at',
  'accounts_recovery_code:DELETE': '*', 'accounts_recovery_code:INSERT': '*', 'accounts_recovery_code:UPDATE': 'used_at',
  'accounts_session:DELETE': '*', 'accounts_session:INSERT': '*', 'accounts_session:UPDATE': 'challenge,factor_at,hash,new_secret,organization,touched_at', 'accounts_invitation:DELETE': '*', 'accounts_invitation:UPDATE': 'app_secret,challenge,password',
  'access_link:INSERT': '*', 'audit_event:INSERT': '*', 'chart_search:DELETE': '*', 'chart_search:INSERT': '*',
  'identity_code:UPDATE': 'spent_at', 'identity_over:INSERT': '*', 'identity_joining:DELETE': '*', 'identity_joining:INSERT': '*',
  'directory_merger_read:INSERT': '*',
  'identity_joining:UPDATE': 'app_secret,challenge,email,email_shown,mail,mail_code,mail_link,mailed_at,password,proven_at', 'notices_mail:INSERT': '*',
  'patients_correction:INSERT': 'asked_at,asked_by,asked_by_name,becomes,field,id,organization,patient,source,was',
  'identity_signup:INSERT': '*', 'identity_signup:UPDATE': 'account,asked_at,asks,birth_index,challenge,challenge_code,challenge_until,claim,done_at,letter_at,link,outcome,patient,person,proven_at,proven_by,sent_to,state,stop_link',
  'notices_text:INSERT': '*',
}

test('the web role writes only what its pages write, column by column, and never a record, a decision or a line of the trail that stands', async () => {
  const rows = await look<{ what: string; columns: string }>(`select c.relname || ':' || p.priv as what,
      case when has_table_privilege($1, c.oid, p.priv) then '*' else string_agg(a.attname, ',' order by a.attname) end as columns
    from pg_class c cross join unnest(array['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) as p (priv)
    left join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and case when p.priv in ('INSERT', 'UPDATE', 'REFERENCES') then has_column_privilege($1, c.oid, a.attnum, p.priv) end
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v', 'p') and (has_table_privilege($1, c.oid, p.priv) or a.attname is not null)
    group by c.relname, c.oid, p.priv order by 1`, [roleName('web')])
  assert.deepEqual(Object.fromEntries(rows.map((row) => [row.what, row.columns])), mayWrite)
  const sequences = await look("select relname from pg_class where relnamespace = 'public'::regnamespace and case when relkind = 'S' then has_sequence_privilege($1, oid, 'USAGE, UPDATE') end", [roleName('web')])
  assert.deepEqual(sequences, [])
})

/** What the web role must never read, whoever it says it is. */
const neverRead: Readonly<Record<string, readonly string[]>> = {
  accounts_account: ['password'], accounts_session: ['hash'], accounts_invitation: ['link', 'visit'], accounts_link: ['hash'], accounts_sent_code: ['mac'], accounts_passkey_ask: ['challenge'], accounts_try: ['key', 'tries'], identity_code: ['hash', 'square_hash', 'square_proof', 'salt', 'code_index'], identity_signup: ['visit', 'help_index', 'birth_index', 'stop_link', 'link'],
  store_raw: ['text'], store_delivery: ['name', 'report'], patients_alike: ['member'], patients_merge: ['patient'], patients_fact: ['value'], patients_key: ['key'], release_hold: ['basis'], release_call: ['record'], release_waiting: ['record'], audit_seal: ['hash'], kernel_migration: ['name'],
}

test('password hashes, session hashes, codes, raw deliveries and other charts of a person are out of the web role’s sight', async () => {
  const seen: string[] = []
  for (const [table, columns] of Object.entries(neverRead)) {
    for (const column of columns) {
      const [row] = await look<{ may: boolean }>("select has_column_privilege($1, $2, $3, 'select') as may", [roleName('web'), table, column])
      if (row?.may === true) seen.push(`${table}.${column}`)
    }
  }
  assert.deepEqual(seen, [])
})

test('without a person the web role reads no row of any table that holds something of a person', async () => {
  const client = new pg.Client(roleConnection(given.owner, 'web', given.keys))
  await client.connect()
  try {
    const tables = (await look<{ name: string }>("select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v') and has_table_privilege($1, oid, 'select')", [roleName('web')])).map((row) => row.name)
    for (const table of tables.filter((name) => !public_.has(name))) assert.equal((await client.query(`select 1 from ${table} limit 1`)).rowCount, 0, table)
  } finally {
    await client.end()
  }
})

test('without an organization the desk role reads no chart, no member of staff, no line of the trail and nothing of an account', async () => {
  const client = new pg.Client(roleConnection(given.owner, 'desk', given.keys))
  await client.connect()
  try {
    const tables = (await look<{ name: string }>("select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v') and has_any_column_privilege($1, oid, 'select')", [roleName('desk')])).map((row) => row.name)
    assert.ok(tables.includes('patients_patient') && tables.includes('access_staff'))
    for (const table of tables.filter((name) => !public_.has(name))) assert.equal((await client.query(`select count(*)::int as n from ${table}`)).rows[0]?.n, 0, table)
    for (const [table, columns] of Object.entries(neverRead)) for (const column of columns.filter(() => /^(accounts|store|audit_seal)/.test(table))) assert.equal((await look<{ may: boolean }>("select has_column_privilege($1, $2, $3, 'select') as may", [roleName('desk'), table, column]))[0]?.may, false, `${table}.${column}`)
  } finally {
    await client.end()
  }
})

test('a temporary table with the name of ours is not what a function of the owner reads or writes', async () => {
  const client = new pg.Client(roleConnection(given.owner, 'web', given.keys))
  await client.connect()
  try {
    await client.query("begin; select set_config('app.now', '2026-11-20T12:00:00Z', true)")
    // Who may make no temporary table at all has nothing to plant.
    const planted = await client.query('create temporary table accounts_account (person uuid, email text, password text)').then(() => true, () => false)
    if (!planted) return
    await client.query("insert into pg_temp.accounts_account values (gen_random_uuid(), 'planted@example.com', 'planted')")
    await client.query('grant all on pg_temp.accounts_account to public')
    const found = await client.query("select * from accounts_by_email('planted@example.com')")
    assert.equal(found.rowCount, 0)
  } finally {
    await client.end()
  }
})
