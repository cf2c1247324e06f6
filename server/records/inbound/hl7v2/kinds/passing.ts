// What of the observations that other messages carry by the way (ADT, SIU, VXU) stands in the record? Vital signs and questionnaires, when
// LOINC says that they are; what else they are, nobody says.
import { questionnaireCodes } from '../../fhir/kinds/reports.ts'
import { vitalCodes } from '../../fhir/kinds/uncategorized.ts'
import type { Observed } from '../groups.ts'
import { fieldOf } from '../reading/segment.ts'
import { type Told, leave } from '../told.ts'
import { loincOf } from '../types/codes.ts'
import { timeAt } from '../types/times.ts'
import { type ResultPiece, groupedPieces, lonePieces } from './result.ts'

const codeOf = ({ obx }: Observed): string => loincOf(fieldOf(obx, 3)) ?? ''

/** Observations under no order. Vital signs of one moment are one record. */
export function passingPieces(told: Told, lone: readonly Observed[]): readonly ResultPiece[] {
  const unclaimed = lone.filter(({ obx }) => !told.claims.has(obx))
  const vital = Map.groupBy(unclaimed.filter((one) => vitalCodes.has(codeOf(one))), ({ obx }) => timeAt(obx, 14, told.clock) ?? '')
  const asked = unclaimed.filter((one) => questionnaireCodes.has(codeOf(one)))
  for (const one of unclaimed) if (!vitalCodes.has(codeOf(one)) && !asked.includes(one)) leave(told, one.obx, ['observation-category', 'OBX'])
  return [...[...vital].flatMap(([at, group]) => groupedPieces(group, told, `vital-signs|${at || told.entry.sourceId}`)), ...lonePieces(asked, told)]
}
