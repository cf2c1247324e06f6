// What does an administrator see first? What needs a look, and the places they set up.
import { Acts, Row, Rows, Section, SideSection } from '#parts'
import { type StaffContext, page } from '#web'
import { admin as words } from '../../words/en/admin.ts'
import { StaffPage, siteOf } from '../staff/frame.tsx'
import { placesFor } from '../staff/nav.ts'
import { type Attention, readAttention } from './attention.ts'

type AdminData = { readonly attention: readonly Attention[] }

function View({ data, context }: { data: AdminData; context: StaffContext }) {
  const places = placesFor(context.staff.roles).filter((place) => place.href.startsWith('/admin/'))
  return (
    <StaffPage context={context} title={words.title} current="/admin" asideLabel={words.more} aside={<SideSection id="more" heading={words.more}><Acts acts={places.map(({ label, href }) => ({ label, href }))} /></SideSection>}>
      <h1>{words.heading(siteOf(context))}</h1>
      <p class="lede">{words.lede}</p>
      <Section id="attention" heading={words.attention}>
        {data.attention.length === 0 && <p class="mt3">{words.nothing}</p>}
        {data.attention.length > 0 && (
          <Rows form="plain">
            {data.attention.map((one) => (
              <Row key={one.title} language="en" title={one.title} href={one.href} meta={one.line} />
            ))}
          </Rows>
        )}
      </Section>
    </StaffPage>
  )
}

export const adminPage = page({
  path: '/admin',
  audience: 'staff',
  assurance: 'second-factor',
  roles: ['administrator'],
  reads: 'own-organization',
  audit: 'staff-listed',
  rate: 'read',
  load: async (context: StaffContext): Promise<AdminData> => {
    context.note({ reason: 'administration' })
    return { attention: await readAttention(context) }
  },
  view: (data: AdminData, context) => <View data={data} context={context as StaffContext} />,
})
