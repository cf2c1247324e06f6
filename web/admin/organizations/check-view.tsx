// Is this change right? Before and after, side by side, and one button that saves.
import { Actions, Button, Crumb, Form, Table } from '#parts'
import type { Said } from '#directory'
import type { StaffContext } from '#web'
import { directoryAdmin as words } from '../../../words/en/directory-admin.ts'
import { StaffPage } from '../../staff/frame.tsx'
import type { FieldSpec, Values } from './aspects.ts'
import { type FieldLabels, HiddenFields, said } from './fields.tsx'

export type Check = { readonly title: string; readonly action: string; readonly backTo: string; readonly fields: readonly FieldSpec[]; readonly labels: FieldLabels; readonly typed: Values; readonly before: Said; readonly after: Said }

export function CheckView({ check, context }: { check: Check; context: StaffContext }) {
  const { fields, labels, before, after, typed } = check
  const changed = fields.filter(({ name }) => (before?.[name] ?? '') !== (after?.[name] ?? ''))
  const cell = (text: string) => (text === '' ? words.empty : text.split('\n').map((line) => <div key={line}>{line}</div>))
  return (
    <StaffPage context={context} title={words.check} current="/admin/organizations" within crumb={<Crumb label={check.title} href={check.backTo} />}>
      <h1>{words.checkTitle}</h1>
      <p class="lede">{changed.length === 0 ? words.nothing : words.checkLede}</p>
      {changed.length > 0 && <Table caption={words.check} columns={words.checkColumns} rows={changed.map((field) => [labels[field.name] ?? field.name, cell(said(field, before?.[field.name])), cell(said(field, after?.[field.name]))])} />}
      <Form action={check.action} token={context.formToken}>
        <HiddenFields fields={fields} values={typed} />
        <Actions>
          {changed.length > 0 && <Button name="sure" value="yes">{words.save}</Button>}
          <Button name="back" value="yes" quiet>{words.goBack}</Button>
        </Actions>
      </Form>
    </StaffPage>
  )
}
