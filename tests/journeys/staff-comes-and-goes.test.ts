// R48 "Staff off-boarding ends access": an administrator invites somebody for the front desk, who comes in with a second step and is dismissed; R9 "2FA required for every staff".
import assert from 'node:assert/strict'
import { journey, link, once, press, button, textOf, thenThePageIsSound, thenThePageSays, type, type Walk } from '../given/journey.ts'
import { atAnotherComputer, staffOf, theStaffLinkTo, whenStaffSignsIn, whenTheStaffSignInIsSetUp } from '../given/journeys/staff.ts'

const ines = { name: 'Ines Roy', email: 'ines.roy@lakeside.example', password: 'Orchard-Velvet-Ninety-Kites-3' }

async function whenSomebodyIsInvited(walk: Walk): Promise<void> {
  await press(walk, link(walk, 'Staff'))
  await thenThePageSays(walk, 'Who works here')
  await press(walk, link(walk, 'Add somebody'))
  await thenThePageSays(walk, 'Add somebody to the staff')
  await thenThePageIsSound(walk, { site: 'Lakeside Health' })
  await type(walk, walk.page.getByLabel('Name', { exact: true }), ines.name)
  await type(walk, walk.page.getByLabel('Work email', { exact: true }), ines.email)
  await walk.page.getByLabel('Front desk', { exact: true }).check()
  await press(walk, button(walk, 'Send the link'))
  assert.match(await textOf(walk), /A link is on its way\..*Ines Roy Front desk Link works until November|A link is on its way\..*Ines Roy Front desk Link works until Nov/)
  await thenThePageIsSound(walk, { site: 'Lakeside Health' })
}

async function whenSheIsDismissed(walk: Walk): Promise<void> {
  await press(walk, link(walk, ines.name))
  await thenThePageSays(walk, ines.name)
  await thenThePageIsSound(walk, { site: 'Lakeside Health' })
  await walk.page.locator('summary', { hasText: 'End the access' }).click()
  await press(walk, button(walk, 'End it now'))
  assert.match(await textOf(walk), /The access has ended\./)
  assert.doesNotMatch(await textOf(walk), /Ines Roy/)
}

journey(
  'Somebody new at the front desk sets up a second step, works, and is out at the next click after being dismissed',
  async (walk) => {
    await whenStaffSignsIn(walk, staffOf(walk.house, 'Amir Sato'))
    assert.match(await textOf(walk), /You are working at Lakeside Health\. Here you are: Administrator\./)
    await thenThePageIsSound(walk, { site: 'Lakeside Health' })
    await whenSomebodyIsInvited(walk)

    await atAnotherComputer(walk, async (hers) => {
      await whenTheStaffSignInIsSetUp(hers, await theStaffLinkTo(walk, ines.email), ines.password)
      await thenThePageSays(hers, 'Good to see you, Ines Roy')
      assert.match(await textOf(hers), /Here you are: Front desk\./)
      await thenThePageIsSound(hers, { site: 'Lakeside Health' })
      // What is not hers is not there.
      await hers.page.goto(`${walk.house.url}/admin/staff`)
      await thenThePageSays(hers, 'We can’t find that page')
      await press(hers, link(hers, 'Go to your start page'))

      await whenSheIsDismissed(walk)

      await hers.page.goto(`${walk.house.url}/staff`)
      await thenThePageSays(hers, 'Sign in to work')
      assert.match(await textOf(hers), /You are signed out\./)
      assert.match(hers.page.url(), /\/staff\/sign-in/)
    })
  },
  once,
)
