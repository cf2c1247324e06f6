// What else can become of a case? Handed to a supervisor, given back, reported, or told which record is meant.
import { z } from 'zod'
import { type StaffContext, act } from '#web'
import { caseDeclared, caseParams, casePage } from './case-page.tsx'

const version = z.coerce.number().int().min(0)

const moving = (decision: 'unsure' | 'clear' | 'report', reason: string) =>
  act({
    path: `/staff/desk/case/:case/${decision}`,
    ...caseDeclared,
    audit: 'case-decided',
    params: caseParams,
    form: z.strictObject({ version }),
    act: async (context: StaffContext, { params, form }) => {
      const { patient } = await context.house.identity.desk.move(context.tx, { staff: context.staff, id: params.case, version: form.version, decision })
      context.note({ patient, reason })
      return { go: `/staff/desk/case/${params.case}` }
    },
  })

export const unsure = moving('unsure', 'handed to a supervisor')
export const clear = moving('clear', 'given back to the desk')
export const report = moving('report', 'reported: this may not be them')

export const pickRecord = act({
  path: '/staff/desk/case/:case/record',
  ...caseDeclared,
  audit: 'case-decided',
  params: caseParams,
  form: z.strictObject({ version, record: z.string().max(200).default('') }),
  again: casePage,
  act: async (context: StaffContext, { params, form }) => {
    const { patient } = await context.house.identity.desk.pick(context.tx, { staff: context.staff, id: params.case, version: form.version, record: form.record })
    context.note({ patient, reason: 'chose the record' })
    return { go: `/staff/desk/case/${params.case}` }
  },
})
