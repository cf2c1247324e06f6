// Which charts could a claim mean? Those of an organization and of all that has become part of it, also by a number with the
// prefix that the old numbers carry since: "SB-00123" on a bill of today is 00123 of St. Brigid's.
import { type Directory, placesOfMrn } from '#directory'
import type { Tx } from '#kernel'
import type { Patients } from '#patients'
import type { Claim, OnFile } from '../../../contract/identity.ts'

type Before = Awaited<ReturnType<Directory['predecessors']>>

/** The claim as the old organization would have written its number; the same one when no prefix was typed. */
function asWrittenThere(claim: Claim, { organization, before, at }: { readonly organization: string; readonly before: Before; readonly at: string }): Claim {
  const proofs = claim.proofs.map((proof) => {
    if (proof.kind !== 'mrn') return proof
    return { ...proof, value: placesOfMrn(organization, proof.value, before).findLast((place) => place.organization === at)?.mrn ?? proof.value }
  })
  return { ...claim, proofs }
}

/** A chart of an organization that was merged with a prefix is known by its number with the prefix too. */
function withPrefix(chart: OnFile, before: Before): OnFile {
  const prefixes = before.filter((one) => one.organization === chart.organization).flatMap((one) => (one.mrnPrefix === null ? [] : [one.mrnPrefix]))
  return prefixes.length === 0 ? chart : { ...chart, mrns: [...chart.mrns, ...prefixes.flatMap((prefix) => chart.mrns.map((mrn) => `${prefix}${mrn}`))] }
}

/**
 * The charts that could be meant (role web or desk). `before`: what has become part of the organization by now. One statement, and
 * one more for each organization merged with a prefix: their count says nothing about who is looked for.
 */
export async function chartsThatCouldBe(tx: Tx, patients: Patients, about: { readonly organization: string; readonly before: Before; readonly claim: Claim }): Promise<readonly OnFile[]> {
  const { organization, before, claim } = about
  const prefixed = before.filter((one) => one.mrnPrefix !== null)
  const found = await Promise.all([
    patients.candidates(tx, [organization, ...before.map((one) => one.organization)], claim),
    ...prefixed.map((one) => patients.candidates(tx, [one.organization], asWrittenThere(claim, { organization, before, at: one.organization }))),
  ])
  const charts = new Map(found.flat().map((chart) => [chart.patient, chart]))
  return [...charts.values()].map((chart) => withPrefix(chart, before))
}
