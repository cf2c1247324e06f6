// How are roles chosen? One box each, with what the role may do; a field of its own, so that a refused form keeps them.
import { z } from 'zod'
import { CheckBox, FieldError } from '#parts'
import { type StaffRole, staffRoles } from '../../contract/staff-roles.ts'
import { roleDoes } from '../../words/en/admin.ts'
import { staffRoleWords } from '../../words/en/staff-roles.ts'

const fieldOf = (role: StaffRole): string => `role-${role}`

/** The fields of the boxes, for a form's schema. */
export const roleFields = Object.fromEntries(staffRoles.map((role) => [fieldOf(role), z.literal('yes').optional()]))

export const rolesIn = (form: Readonly<Record<string, unknown>>): readonly StaffRole[] => staffRoles.filter((role) => form[fieldOf(role)] === 'yes')

export function RoleBoxes({ chosen, legend, legendHidden = false, error }: { chosen: readonly StaffRole[]; legend: string; legendHidden?: boolean; error?: string | undefined }) {
  return (
    <fieldset class={error === undefined ? 'fs' : 'fs refused'} aria-describedby={error === undefined ? undefined : 'role-error'}>
      <legend class={legendHidden ? 'vh' : undefined}>{legend}</legend>
      <FieldError language="en" id="role" error={error} />
      {staffRoles.map((role, index) => (
        <CheckBox key={role} id={index === 0 ? 'role' : fieldOf(role)} name={fieldOf(role)} label={staffRoleWords[role]} hint={roleDoes[role]} checked={chosen.includes(role)} />
      ))}
    </fieldset>
  )
}
