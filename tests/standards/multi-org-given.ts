// What do the files of six people at two organizations say must come out (../shared/data/multi-org)?
import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { outside } from './fhir-import-given.ts'

export type Person = { readonly mrn: string; readonly family: string; readonly given: readonly string[] | string; readonly birthDate: string; readonly phone?: string; readonly email?: string }
export type Counts = { readonly encounters: number; readonly labResults: number; readonly immunizations: number; readonly documents: number; readonly activeProblems: number; readonly allergies: number }

export type Truth = {
  readonly case: string
  readonly asOf: string
  readonly person: { readonly riverside: Person; readonly lakeside: Person }
  readonly twin?: Person
  readonly lakeside: Counts
  readonly riverside: Counts
  readonly afterFeed: {
    readonly mergedMrn: string
    readonly lipidPanel: { readonly date: string; readonly cholesterol: number; readonly ldl: number; readonly hdl: number; readonly triglyceride: number; readonly status: string; readonly versions: readonly number[] }
    readonly hPylori: { readonly date: string; readonly result: string }
    readonly mri: { readonly date: string; readonly impression: string }
    readonly note: { readonly date: string; readonly type: string }
    readonly appointment: { readonly start: string; readonly movedFrom: string; readonly with: string }
    readonly labResultsAdded: number
  }
}

export type Case = { readonly folder: string; readonly truth: Truth; /** The messages of the hospital's feed, each as it is sent. */ readonly messages: readonly string[] }

/** All six; none where the folder is absent. */
export const cases = (): readonly Case[] =>
  globSync(join(outside, 'multi-org', '*', 'truth.json')).sort().map((path) => {
    const folder = dirname(path)
    const feed = readFileSync(join(folder, 'riverside-feed.hl7'), 'utf8')
    return { folder, truth: JSON.parse(readFileSync(path, 'utf8')) as Truth, messages: feed.split(/(?=^MSH\|)/m).filter((one) => one.startsWith('MSH|')) }
  })
