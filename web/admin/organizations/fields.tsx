// How do the fields of an aspect stand on a page, with what was typed or what is there, and how is what was sent read back as texts?
import { z } from 'zod'
import { CheckBox, Field, Select, TextBox } from '#parts'
import { Refusal } from '#kernel'
import { hintWords } from '../../../words/en/directory-admin.ts'
import type { FieldSpec, Values } from './aspects.ts'

export type FieldLabels = Readonly<Record<string, string>>

const one = z.string().max(5_000)
/** Boxes are sent one by one, or not at all. */
export const sentField = z.union([one, z.array(one).max(20)]).optional()

/** What was sent, as one text for each field of the aspect. Refuses fields of another. */
export function valuesOf(fields: readonly FieldSpec[], form: Readonly<Record<string, unknown>>): Values {
  const sent = form as Readonly<Record<string, string | readonly string[] | undefined>>
  const known = new Set(fields.map((field) => field.name))
  if (Object.keys(sent).some((name) => sent[name] !== undefined && !known.has(name) && name !== 'sure' && name !== 'back')) throw new Refusal('form-not-understood', 'a field of another form')
  return Object.fromEntries(fields.map(({ name, kind }) => {
    const value = sent[name]
    if (kind === 'boxes') return [name, [value ?? []].flat().join(' ')]
    if (Array.isArray(value)) throw new Refusal('form-not-understood', `${name} twice`)
    return [name, (typeof value === 'string' ? value : '').replace(/\r\n?/g, '\n').trim()]
  }))
}

/** A value as people read it. */
export function said({ kind, choices }: FieldSpec, value: string | undefined): string {
  if (value === undefined || value === '') return ''
  if (kind === 'choice') return choices?.find((one_) => one_.value === value)?.label ?? value
  if (kind === 'boxes') return value.split(' ').map((part) => choices?.find((one_) => one_.value === part)?.label ?? part).join(', ')
  return value
}

function Boxes({ field, label, value }: { field: FieldSpec; label: string; value: string }) {
  const chosen = value.split(' ')
  return (
    <fieldset class="fs">
      <legend>{label}</legend>
      {(field.choices ?? []).map((choice, index) => (
        <CheckBox key={choice.value} id={index === 0 ? field.name : `${field.name}-${choice.value}`} name={field.name} value={choice.value} label={choice.label} checked={chosen.includes(choice.value)} />
      ))}
    </fieldset>
  )
}

export function AspectFields({ fields, labels, values, refused }: { fields: readonly FieldSpec[]; labels: FieldLabels; values: Values; refused: { readonly field: string | null; readonly text: string } | null }) {
  return (
    <>
      {fields.map((field) => {
        const { name, kind, choices } = field
        const shared = { language: 'en' as const, id: name, label: labels[name] ?? name, hint: hintWords[name], error: refused?.field === name ? refused.text : undefined }
        const value = values[name] ?? ''
        if (kind === 'boxes') return <Boxes key={name} field={field} label={shared.label} value={value} />
        if (kind === 'lines') return <TextBox key={name} {...shared} value={value} rows={4} />
        if (kind === 'choice') {
          const known = choices?.some((one_) => one_.value === value) ?? false
          return <Select key={name} {...shared} chosen={value} choices={[...(known || value === '' ? [] : [{ value, label: value }]), ...(choices ?? [])]} />
        }
        return <Field key={name} {...shared} value={value} autocomplete="off" />
      })}
    </>
  )
}

/** What was typed, carried through the page that asks "is this right?". */
export function HiddenFields({ fields, values }: { fields: readonly FieldSpec[]; values: Values }) {
  return (
    <>
      {fields.flatMap(({ name, kind }) => (kind === 'boxes' ? (values[name] ?? '').split(' ').filter((part) => part !== '') : [values[name] ?? '']).map((value) => <input key={`${name} ${value}`} type="hidden" name={name} value={value} />))}
    </>
  )
}
