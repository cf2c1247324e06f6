// What does the screen of the desk show to somebody who scans it with their own phone? A square, how long it works, and no code to read.
import { QrCode, Section } from '#parts'
import type { StaffContext } from '#web'
import { timeOfDay } from '../../../words/en/dates.ts'
import { deskCodes } from '../../../words/en/desk-codes.ts'
import { StaffPage, staffZone } from '../frame.tsx'

const words = deskCodes.screen

export function ScreenView({ given, context, visit }: { given: { readonly square: readonly (readonly boolean[])[]; readonly expiresAt: Date }; context: StaffContext; visit: string }) {
  return (
    <StaffPage context={context} title={words.title} current="/staff/desk/start" within>
      <h1>{words.heading}</h1>
      <p class="lede">{words.lede}</p>
      <div class="mt5">
        <QrCode matrix={given.square} label={words.label} />
      </div>
      <p class="mt3">{words.until(timeOfDay(given.expiresAt, staffZone(context)))}</p>
      <Section id="staff" heading={words.staff.heading} narrow>
        <p class="mt3">{words.staff.text}</p>
        <p class="row-act">
          <a href={`/staff/desk/start/${visit}`}>{words.back}</a>
        </p>
      </Section>
    </StaffPage>
  )
}
