// How is a longer text typed or pasted? Like a field, with several lines.
import { type Language } from '../spoken.ts'
import { FieldError, describedBy } from './field.tsx'

export type TextBoxProps = { language: Language; id: string; name?: string | undefined; label: string; hint?: string | undefined; error?: string | undefined; value?: string | undefined; rows?: number | undefined }

export function TextBox(props: TextBoxProps) {
  return (
    <div class={props.error === undefined ? 'fld' : 'fld refused'}>
      <label for={props.id}>{props.label}</label>
      {props.hint !== undefined && (
        <span class="h" id={`${props.id}-hint`}>
          {props.hint}
        </span>
      )}
      <FieldError language={props.language} id={props.id} error={props.error} />
      <textarea class="inp" id={props.id} name={props.name ?? props.id} rows={props.rows ?? 5} autocomplete="off" aria-describedby={describedBy(props.id, props)} aria-invalid={props.error === undefined ? undefined : 'true'}>
        {props.value}
      </textarea>
    </div>
  )
}
