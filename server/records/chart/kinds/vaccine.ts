// How is a vaccine told? Its everyday name, when and where it was given, and the lot.
import type { Vaccine } from '../../../../contract/clinical.ts'
import { record, stateWords } from '../../../../words/en/record.ts'
import { plainVaccineName } from '../../../../words/en/vaccines.ts'
import { type Presented, type Presenting, dated, dayOnly, factSection, factsOf, peopleOf } from '../presenting.ts'

export function vaccineTitle(name: { readonly text: string; readonly code?: string | undefined; readonly system?: string | undefined }): { readonly title: string; readonly subtitle?: string } {
  const plain = name.system === undefined || name.system === 'cvx' ? plainVaccineName(name.code) : undefined
  return plain === undefined || plain.toLowerCase() === name.text.toLowerCase() ? { title: name.text } : { title: plain, subtitle: name.text }
}

export function presentVaccine(body: Vaccine, about: Presenting): Presented {
  return {
    ...vaccineTitle(body.name),
    when: dayOnly(body.given, about),
    ...dated(body.given),
    ...(body.authors[0] === undefined ? {} : { who: body.authors[0].name }),
    ...(body.status === 'not-given' ? { notice: stateWords.vaccine['not-given'] } : {}),
    sections: factSection(
      record.about,
      factsOf([
        ['status', stateWords.vaccine[body.status]],
        ['notGivenWhy', body.reason],
        ['dose', body.dose],
        ['site', body.site],
        ['lot', body.lot],
        ['maker', body.manufacturer],
        ['place', body.place],
        ['doctor', peopleOf(body.authors)],
        ['code', body.name.code === undefined ? undefined : body.name.system === undefined || body.name.system === 'cvx' ? `CVX ${body.name.code}` : body.name.code],
      ]),
    ),
    about: factsOf([['organization', body.organization]]),
    attachments: [],
  }
}
