// Which parts of a record may a person want, or a law require, to be kept from others?
// Stored as a bit mask; never renumber. The patient always sees their own.

export const sensitivityLabels = {
  'behavioral-health': { bit: 0, teenPrivate: true },
  'substance-use': { bit: 1, teenPrivate: true },
  'sexual-health': { bit: 2, teenPrivate: true },
  hiv: { bit: 3, teenPrivate: true },
  reproductive: { bit: 4, teenPrivate: true },
  genetic: { bit: 5, teenPrivate: false },
  violence: { bit: 6, teenPrivate: true },
  /** Care a minor consented to alone under state law. */
  'minor-consented': { bit: 7, teenPrivate: true },
  /** The source marked it restricted (HL7 Confidentiality R or V) without saying why. */
  restricted: { bit: 8, teenPrivate: true },
} as const satisfies Record<string, { bit: number; teenPrivate: boolean }>

export type SensitivityLabel = keyof typeof sensitivityLabels
export const allSensitivityLabels = Object.keys(sensitivityLabels) as readonly SensitivityLabel[]

export function labelMask(labels: readonly SensitivityLabel[]): number {
  return labels.reduce((mask, label) => mask | (1 << sensitivityLabels[label].bit), 0)
}

export function labelsOf(mask: number): SensitivityLabel[] {
  return allSensitivityLabels.filter((label) => (mask & (1 << sensitivityLabels[label].bit)) !== 0)
}

export const everyLabelMask: number = labelMask(allSensitivityLabels)
/** What a parent of a teen does not see unless the teen says otherwise. */
export const teenPrivateMask: number = labelMask(allSensitivityLabels.filter((label) => sensitivityLabels[label].teenPrivate))
