// Does the time of an answer tell who is a patient? 400 interleaved pairs for each class and each public form, compared by
// Mann-Whitney (AUC; 0.5 is no difference), beside a floor: a class against itself (R22: 0.44 to 0.56).
import { parseArgs } from 'node:util'
import { givenCaller } from '../tests/given/caller.ts'
import { type GivenDoor, bornOn, givenDoor, signUpAt, wrongBirth, youAre } from '../tests/given/door.ts'
import { type Figures, keepRow, median, round } from './row.ts'

const { values: options } = parseArgs({ options: { short: { type: 'boolean', default: false }, only: { type: 'string' } } })
/** `--only sign-up` or `--only /forgot`: one form again after it was mended. */
const wanted = (form: string): boolean => options.only === undefined || options.only === form
const pairs = options.short ? 20 : 400

const classes = ['match', 'mismatch', 'nobody', 'has-account'] as const
type Class = (typeof classes)[number]
const forms = ['answers', 'code', 'help', 'letter'] as const
type Form = (typeof forms)[number]

let made = 0
/** Somebody of a class; everybody is somebody else, so that no limit is met. */
async function givenPerson(door: GivenDoor, of: Class) {
  made += 1
  const mrn = `T-${made}`
  const birthDate = `${1930 + (made % 80)}-${String(1 + (made % 12)).padStart(2, '0')}-${String(1 + (made % 28)).padStart(2, '0')}`
  const given = `Ana${made}`
  if (of !== 'nobody') {
    const patient = await door.register(mrn, { birthDate, phone: `207-555-${String(1000 + (made % 9000))}`, email: `timing.${made}@example.com` })
    if (of === 'has-account') {
      await door.composed.databases.operate.run(async (tx) => {
        const person = await door.composed.house.accounts.createTrialAccount(tx, { name: given, email: `timed.${made}@example.com`, password: 'kettle-orbit-mango-77', totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' })
        await door.composed.house.access.link(tx, { person, patient, provenBy: 'letter' })
      })
    }
  }
  // 16 million networks: each caller is one of its own.
  return { caller: givenCaller(door, `10.${(made >> 16) & 255}.${(made >> 8) & 255}.${made & 255}`), fields: youAre({ mrn: of === 'mismatch' ? `${mrn}-9` : mrn, ...bornOn(birthDate) }) }
}

async function timeOf(door: GivenDoor, of: Class): Promise<Record<Form, number>> {
  const { caller, fields } = await givenPerson(door, of)
  await caller.get('/o/lakeside/create/you')
  const timed = async (step: () => Promise<unknown>): Promise<number> => {
    const begun = performance.now()
    await step()
    return performance.now() - begun
  }
  const answers = await timed(() => caller.post('/o/lakeside/create/you', fields))
  await caller.get('/o/lakeside/create/check')
  const code = await timed(() => caller.post('/o/lakeside/create/check', { code: '000000' }))
  const help = await timed(() => caller.get('/o/lakeside/create/help'))
  const letter = await timed(() => caller.post('/o/lakeside/create/letter', {}))
  return { answers, code, help, letter }
}

/** The chance that one of a took longer than one of b, ties counted half. */
function auc(a: readonly number[], b: readonly number[]): number {
  const all = [...a.map((value) => ({ value, first: true })), ...b.map((value) => ({ value, first: false }))].sort((x, y) => x.value - y.value)
  let ranks = 0
  for (let at = 0; at < all.length; ) {
    let end = at
    while (end < all.length && all[end]?.value === all[at]?.value) end += 1
    for (let one = at; one < end; one += 1) if (all[one]?.first === true) ranks += (at + 1 + end) / 2
    at = end
  }
  return (ranks - (a.length * (a.length + 1)) / 2) / (a.length * b.length)
}

/** A row: a class against somebody unknown, and the unknown against themselves as the floor of the run. */
function keepPair({ what, ours, floor, isFloor }: { readonly what: string; readonly ours: readonly number[]; readonly floor: readonly number[]; readonly isFloor: boolean }): void {
  const figures: Figures = { auc: round(auc(ours, floor), 3), medianMs: round(median(ours), 2), pairs: ours.length }
  const met = isFloor ? null : Number(figures.auc) >= 0.44 && Number(figures.auc) <= 0.56
  keepRow('timing', { what, figures, floor: { medianMs: round(median(floor), 2) }, ratio: null, goal: isFloor ? 'the floor: a class against itself' : 'AUC within 0.44 and 0.56 (R22)', met }, { postgres: null, keep: !options.short })
}

/** Half of the pairs ask the one first. */
async function pairsOf(ask: (known: boolean) => Promise<number>, against: boolean): Promise<{ readonly ours: number[]; readonly floor: number[] }> {
  const ours: number[] = []
  const floor: number[] = []
  for (let pair = 0; pair < pairs; pair += 1) {
    const order = pair % 2 === 0 ? ([[against, ours], [false, floor]] as const) : ([[false, floor], [against, ours]] as const)
    for (const [known, into] of order) into.push(await ask(known))
  }
  return { ours, floor }
}

type Posted = { readonly path: string; readonly known: string; readonly unknown: string; readonly fields: (door: GivenDoor, known: boolean) => Promise<Readonly<Record<string, string>>> }

/** An address with an account, or with none; everybody is somebody else. Both cost the same work beforehand, which must not show in the answer. */
async function givenAddress(door: GivenDoor, known: boolean): Promise<string> {
  made += 1
  const email = `asked.${made}@example.com`
  await door.composed.databases.operate.run((tx) => door.composed.house.accounts.createTrialAccount(tx, { name: 'Ana', email, password: 'kettle-orbit-mango-77', totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }))
  return known ? email : `nobody.${made}@example.com`
}

/** A letter's code of somebody else each time with a wrong birth date, or a code that never was. */
async function givenCode(door: GivenDoor, known: boolean): Promise<string> {
  made += 1
  await door.register(`C-${made}`)
  const code = await door.letter(`C-${made}`)
  return known ? code : Array.from({ length: 12 }, (_one, at) => '23456789ABCDEFGH'[(made * 7 + at * 5) % 16]).join('')
}

/** The forms where somebody types an address or a code that is known or not. */
const posted: readonly Posted[] = [
  { path: '/sign-in', known: 'an account, wrong password', unknown: 'no account', fields: async (door, known) => ({ email: await givenAddress(door, known), password: 'not-the-password-at-all' }) },
  { path: '/forgot', known: 'an account', unknown: 'no account', fields: async (door, known) => ({ email: await givenAddress(door, known) }) },
  { path: '/sign-in/which-email', known: 'an account', unknown: 'no account', fields: async (door, known) => ({ email: await givenAddress(door, known) }) },
  { path: '/code', known: 'a code with a wrong birth date', unknown: 'no such code', fields: async (door, known) => ({ code: await givenCode(door, known), ...wrongBirth }) },
]

async function timePosted(door: GivenDoor, { path, known, unknown, fields }: Posted): Promise<void> {
  const ask = async (isKnown: boolean): Promise<number> => {
    const given = await fields(door, isKnown)
    const caller = givenCaller(door, `10.${(made >> 16) & 255}.${(made >> 8) & 255}.${made & 255}`)
    await caller.get(path)
    const begun = performance.now()
    await caller.post(path, given)
    return performance.now() - begun
  }
  for (let turn = 0; turn < 10; turn += 1) await ask(turn % 2 === 0)
  for (const against of [false, true]) keepPair({ what: `${path}: ${against ? known : unknown} against ${unknown}`, ...(await pairsOf(ask, against)), isFloor: !against })
}

const door = await givenDoor({ rateFactor: 1_000_000 })
try {
  for (let turn = 0; turn < (options.short ? 5 : 40); turn += 1) await signUpAt((await givenPerson(door, 'nobody')).caller, (await givenPerson(door, 'nobody')).fields)
  // The class that a stranger is in stands against each other, and against itself as the floor.
  for (const against of wanted('sign-up') ? (['nobody', 'match', 'mismatch', 'has-account'] satisfies readonly Class[]) : []) {
    const ours: Record<Form, number[]> = { answers: [], code: [], help: [], letter: [] }
    const floor: Record<Form, number[]> = { answers: [], code: [], help: [], letter: [] }
    for (let pair = 0; pair < pairs; pair += 1) {
      const order = pair % 2 === 0 ? ([[against, ours], ['nobody', floor]] as const) : ([['nobody', floor], [against, ours]] as const)
      for (const [who, into] of order) {
        const times = await timeOf(door, who)
        for (const form of forms) into[form].push(times[form])
      }
    }
    for (const form of forms) keepPair({ what: `sign-up, ${form}: ${against} against nobody`, ours: ours[form], floor: floor[form], isFloor: against === 'nobody' })
  }
  for (const form of posted) if (wanted(form.path)) await timePosted(door, form)
} finally {
  await door.end()
}
process.exit(0)
