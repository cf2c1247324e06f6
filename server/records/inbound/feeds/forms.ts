// What does a message of each form mean? Bytes and what was agreed with their source in; the work, or why it is refused, out.
import { mappingVersion as ccdaMapping, workOf } from '../ccda/work.ts'
import type { ReadingCrew } from '../ccda/reading-crew.ts'
import type { MessageForm } from '../../../../contract/message-states.ts'
import { mappingVersion as fhirMapping } from '../fhir/map-bundle.ts'
import { mappingVersion as hl7v2Mapping, prepareHl7v2 } from '../hl7v2/index.ts'
import { readBundle } from '../read-bundle.ts'
import { limits } from '../limits.ts'
import { RefusedFile } from '../refused-file.ts'
import { understand } from '../fhir/understand.ts'
import type { FileOrigin, Work } from '../work.ts'

/** The rest of a reading. Throws RefusedFile for what cannot be read; whatever else is thrown is a fault of ours. */
export type FinishReading = () => Work
/** Begins to read, on threads of its own where the form has them, and gives back what is left to do in turn. Throws as that does. */
export type Prepare = (bytes: Buffer, origin: FileOrigin) => FinishReading | Promise<FinishReading>

/** A form that is not in the map is parked: nobody reads it yet. */
export type Forms = { readonly [F in MessageForm]?: Prepare }

/** The mappings of today, by form; raised where a mapping changes what it makes of the same text. */
export const mappingVersions: Readonly<Record<MessageForm, number>> = { hl7v2: hl7v2Mapping, fhir: fhirMapping, ccda: ccdaMapping }

export function openForms(crew: ReadingCrew): Forms {
  return {
    hl7v2: (bytes, origin) => () => prepareHl7v2(bytes, origin),
    fhir: (bytes, origin) => () => understand(readBundle(bytes), origin),
    async ccda(bytes, origin) {
      if (bytes.length > limits.xmlBytes) throw new RefusedFile('xml-too-large')
      const read = await crew.read(bytes, origin.name)
      return () => workOf(read, bytes, origin)
    },
  }
}
