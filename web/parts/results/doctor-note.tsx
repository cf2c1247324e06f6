// What did the doctor write? Before the numbers, in the doctor's own words.

export function DoctorNote(props: { id: string; heading: string; text: string }) {
  return (
    <section class="note" aria-labelledby={props.id}>
      <h2 id={props.id}>{props.heading}</h2>
      <blockquote>
        {props.text.split(/\n{2,}/).map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </blockquote>
    </section>
  )
}
