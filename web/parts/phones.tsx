// How does a telephone number stay on one line? Browsers break after its hyphen; this keeps each number whole.

const number = /(\(?\d{3}\)?[ -]\d{3}-\d{4}|\b\d{3}-\d{4}\b)/

/** A text in which telephone numbers do not break. */
export function Phones({ text }: { text: string }) {
  return <>{text.split(number).map((part, at) => (at % 2 === 1 ? <span key={`${part} ${at}`} class="nb">{part}</span> : part))}</>
}
